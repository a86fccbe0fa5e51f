"""What may happen to a request to an agency, and when. Every other move is refused."""

from agencies.models import AgencyRequest
from sendcase.edits import IllegalMove

State = AgencyRequest.State
# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "allow": {State.WAITING: State.READY, State.REFUSED: State.READY},
    "hear a no": {State.WAITING: State.REFUSED},
    "wait again": {State.READY: State.WAITING, State.REFUSED: State.WAITING},
    "ask": {State.READY: State.ASKED},
    "begin": {State.ASKED: State.WORKING},
    "advise": dict.fromkeys((State.ASKED, State.WORKING, State.ADVISED), State.ADVISED),
    "decline": dict.fromkeys((State.ASKED, State.WORKING), State.DECLINED),
    "close": {State.ADVISED: State.CLOSED},
    "stop": dict.fromkeys(AgencyRequest.OPEN, State.WITHDRAWN),
}
WORDS = {
    State.WAITING: "it waits for consent",
    State.READY: "the agency has not been asked yet",
    State.ASKED: "the agency was asked",
    State.WORKING: "they work with the child",
    State.ADVISED: "advice has come",
    State.CLOSED: "it is closed",
    State.REFUSED: "the family said no",
    State.DECLINED: "the agency cannot help",
    State.WITHDRAWN: "it was stopped",
}


def can(row, step: str) -> bool:
    return row.state in MOVES[step]


def check(row, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words for the person."""
    if can(row, step):
        return MOVES[step][row.state]
    raise IllegalMove(f"This cannot be done now: {WORDS[State(row.state)]}.")
