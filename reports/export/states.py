"""What may happen to an export of a school, and when. Every other move is refused."""

from reports.export.models import SchoolExport
from sendcase.edits import IllegalMove

State = SchoolExport.State
# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "agree": {State.ASKED: State.MAKING},
    "refuse": {State.ASKED: State.REFUSED},
    "stop": dict.fromkeys((State.ASKED, State.MAKING), State.STOPPED),
    "finish": {State.MAKING: State.READY},
    "fail": {State.MAKING: State.FAILED},
    "remove": {State.READY: State.REMOVED},
}
WORDS = {
    State.ASKED: "it waits for a second person",
    State.MAKING: "the file is being put together",
    State.READY: "the file is ready",
    State.REMOVED: "the file was removed",
    State.REFUSED: "the second person did not agree",
    State.STOPPED: "somebody stopped it",
    State.FAILED: "it could not be put together",
}


def can(row, step: str) -> bool:
    return row.state in MOVES[step]


def check(row, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words for the person."""
    if can(row, step):
        return MOVES[step][row.state]
    raise IllegalMove(f"This cannot be done now: {WORDS[State(row.state)]}.")
