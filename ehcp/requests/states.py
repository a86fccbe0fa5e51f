"""What may happen to a request for an assessment, and when. Every other move is refused."""

from ehcp.requests.models import AssessmentRequest
from sendcase.edits import IllegalMove

State = AssessmentRequest.State
WITH_AUTHORITY = (State.SENT, State.ASSESSING, State.DRAFT)


def _stays(*states) -> dict[str, str]:
    return {state: state for state in states}


# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "change": _stays(State.CONSIDERING, State.CONSULTED),
    "consult": {State.CONSIDERING: State.CONSULTED, State.CONSULTED: State.CONSULTED},
    "send": {State.CONSIDERING: State.SENT, State.CONSULTED: State.SENT},
    "receive": _stays(State.SENT),
    "refuse": {State.SENT: State.REFUSED},
    "assess": {State.SENT: State.ASSESSING, State.REFUSED: State.ASSESSING},
    "ask advice": _stays(State.SENT, State.ASSESSING),
    "send advice": _stays(State.SENT, State.ASSESSING),
    "no plan": {State.ASSESSING: State.NO_PLAN},
    "draft": {State.ASSESSING: State.DRAFT, State.NO_PLAN: State.DRAFT},
    "plan": {State.ASSESSING: State.PLAN, State.DRAFT: State.PLAN},
    "exemption": _stays(*WITH_AUTHORITY),
    "let stand": _stays(State.REFUSED, State.NO_PLAN),
    "drop": dict.fromkeys(AssessmentRequest.OPEN, State.DROPPED),
}
PHASE_WORDS = {
    State.CONSIDERING: "it is still being considered",
    State.CONSULTED: "it has not gone to the authority",
    State.SENT: "it is with the authority, which has not decided",
    State.REFUSED: "the authority said that it will not assess",
    State.ASSESSING: "the authority is assessing",
    State.NO_PLAN: "the authority said that there will be no plan",
    State.DRAFT: "a draft plan has come",
    State.PLAN: "a plan was issued",
    State.DROPPED: "it was not gone on with",
}


def can(row, step: str) -> bool:
    return row.state in MOVES[step]


def check(row, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words for the person."""
    if can(row, step):
        return MOVES[step][row.state]
    raise IllegalMove(f"This cannot be written down now: {PHASE_WORDS[State(row.state)]}.")
