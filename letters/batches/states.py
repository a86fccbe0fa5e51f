"""What may happen to a batch of letters, and when. The services refuse every other move."""

from letters.batches.models import Batch

State = Batch.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "everybody is dealt with": {State.PREPARING: State.PREPARED},
    "one child is tried again": {State.PREPARED: State.PREPARED},
    "one child is left out": {State.PREPARED: State.PREPARED, State.APPROVED: State.APPROVED},
    "approve": {State.PREPARED: State.APPROVED},
    "send": {State.APPROVED: State.ISSUING},
    "every letter is dealt with": {State.ISSUING: State.ISSUED},
    "cancel": {
        State.PREPARING: State.CANCELLED,
        State.PREPARED: State.CANCELLED,
        State.APPROVED: State.CANCELLED,
    },
}
