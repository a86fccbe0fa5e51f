"""What may happen to a review of the register, and when. The services refuse every other move."""

from register.review.models import RegisterReview

State = RegisterReview.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "decide": {State.OPEN: State.OPEN},
    "let the rest stay": {State.OPEN: State.OPEN},
    "stop": {State.OPEN: State.STOPPED},
    "finish": {State.OPEN: State.FINISHING},
    "try the rest again": {State.FINISHING: State.FINISHING},
    "everything is carried out": {State.FINISHING: State.FINISHED},
}
