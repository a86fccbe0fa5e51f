"""What may happen to a meeting with a family, and when. Printed as docs/states.md."""

from provision.family_meetings.models import ParentMeeting
from sendcase.edits import IllegalMove

State = ParentMeeting.State

# step → {state before: state after}. Another day, time or place: the family is invited anew.
MOVES: dict[str, dict[str, str]] = {
    "invite": {State.PLANNED: State.INVITED, State.INVITED: State.INVITED},
    "change the day": {State.PLANNED: State.PLANNED, State.INVITED: State.PLANNED},
    "record": {State.PLANNED: State.HELD, State.INVITED: State.HELD, State.HELD: State.HELD},
    "not held": {State.PLANNED: State.NOT_HELD, State.INVITED: State.NOT_HELD},
    "cancel": {State.PLANNED: State.CANCELLED, State.INVITED: State.CANCELLED},
}
STATE_WORDS = {
    State.PLANNED: "it is planned",
    State.INVITED: "the family is invited",
    State.HELD: "it was held",
    State.NOT_HELD: "it did not take place",
    State.CANCELLED: "it was cancelled",
}


def can(meeting, step: str) -> bool:
    return meeting.state in MOVES[step]


def check(meeting, step: str) -> str:
    """The state after. Raises IllegalMove, in words for the person."""
    if not can(meeting, step):
        words = STATE_WORDS[State(meeting.state)]
        raise IllegalMove(f"This cannot be done to the meeting now: {words}.")
    return MOVES[step][meeting.state]
