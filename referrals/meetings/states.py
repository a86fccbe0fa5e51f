"""What may happen to a progress meeting, and when. The docs' state table is printed from here."""

from referrals.meetings.models import ProgressMeeting

State = ProgressMeeting.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "save": {State.OPEN: State.OPEN},
    "finish": {State.OPEN: State.FINISHED},
}
