"""What may happen to a review of an EHC plan, and when. Every other move is refused."""

from ehcp.reviews.models import AnnualReview
from sendcase.edits import IllegalMove

State = AnnualReview.State
BEFORE = (State.PLANNED, State.INVITED, State.CIRCULATED)


def _stays(*states) -> dict[str, str]:
    return {state: state for state in states}


# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "plan": _stays(*BEFORE),
    # Also after the meeting: a wrong year of a change of school is put right
    "change the kind": _stays(*BEFORE, State.HELD, State.REPORTED, State.DECIDED, State.FINISHED),
    "set the day": dict.fromkeys(BEFORE, State.PLANNED),
    "invite": {State.PLANNED: State.INVITED} | _stays(State.INVITED, State.CIRCULATED),
    "write invitations": _stays(*BEFORE),
    "take advice": _stays(*BEFORE, State.HELD),
    "circulate": {State.INVITED: State.CIRCULATED} | _stays(State.CIRCULATED, State.HELD),
    "prepare the meeting": _stays(*BEFORE, State.HELD),
    "hold": {State.INVITED: State.HELD, State.CIRCULATED: State.HELD},
    "report": {State.HELD: State.REPORTED} | _stays(State.DECIDED, State.FINISHED),
    "send the report": _stays(State.REPORTED, State.DECIDED, State.FINISHED),
    "open the report again": {State.REPORTED: State.HELD},
    "decide to keep, end or assess": dict.fromkeys((State.HELD, State.REPORTED), State.FINISHED),
    "decide to change": dict.fromkeys((State.HELD, State.REPORTED), State.DECIDED),
    "notice": _stays(State.DECIDED),
    "final plan": {State.DECIDED: State.FINISHED},
    "keep after all": {State.DECIDED: State.FINISHED},
    "put the decision right": {State.DECIDED: State.FINISHED, State.FINISHED: State.FINISHED},
    # Once the plan has ended here and everybody has the report (after/closing.py)
    "close without the authority": dict.fromkeys((State.REPORTED, State.DECIDED), State.CLOSED),
    "wait for the decision again": {State.CLOSED: State.REPORTED},
    "wait for the plan again": {State.CLOSED: State.DECIDED},
    "say why late": _stays(*State),
    "they know": _stays(*BEFORE, State.CALLED_OFF),
    "call off": dict.fromkeys(BEFORE, State.CALLED_OFF),
}
PHASE_WORDS = {
    State.PLANNED: "the review is still being planned",
    State.INVITED: "everybody is invited and the papers are not out yet",
    State.CIRCULATED: "the papers are out and the meeting has not been held",
    State.HELD: "the meeting was held and the report is not out yet",
    State.REPORTED: "the report is out and the authority has not decided",
    State.DECIDED: "the authority has decided to change the plan",
    State.FINISHED: "the review is finished",
    State.CALLED_OFF: "the review was called off",
    State.CLOSED: "the review was closed without the authority",
}


def can(row, step: str) -> bool:
    return row.state in MOVES[step]


def check(row, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words for the person."""
    if can(row, step):
        return MOVES[step][row.state]
    raise IllegalMove(f"This cannot be written down now: {PHASE_WORDS[State(row.state)]}.")
