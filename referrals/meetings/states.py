"""What may happen to a progress meeting, and when. The services refuse every other move."""

from referrals.meetings.models import ProgressMeeting

State = ProgressMeeting.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "save what was seen": {State.OPEN: State.OPEN},
    "finish": {State.OPEN: State.FINISHED},
}
