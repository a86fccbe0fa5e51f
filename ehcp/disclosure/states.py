"""What may happen to a disclosure, and when. Every other move is refused."""

from ehcp.disclosure.models import Disclosure
from sendcase.edits import IllegalMove

State = Disclosure.State
# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "agree": {State.ASKED: State.READY},
    "refuse": {State.ASKED: State.REFUSED},
    "send": {State.READY: State.SENT},
    "give up": dict.fromkeys((State.ASKED, State.READY), State.REFUSED),
}
WORDS = {
    State.ASKED: "it waits for a second person",
    State.READY: "it may be sent and has not gone",
    State.SENT: "it was sent",
    State.REFUSED: "it was decided that nothing goes out",
}


def can(row, step: str) -> bool:
    return row.state in MOVES[step]


def check(row, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words for the person."""
    if can(row, step):
        return MOVES[step][row.state]
    raise IllegalMove(f"This cannot be done now: {WORDS[State(row.state)]}.")
