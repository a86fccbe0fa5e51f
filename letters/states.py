"""What may happen to a letter, and when. The services refuse every other move."""

from letters.models import Letter

State = Letter.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "change": {State.PREPARED: State.PREPARED},
    "approve": {State.PREPARED: State.APPROVED},
    "send": {State.APPROVED: State.ISSUED},
    "answer": {State.ISSUED: State.ANSWERED},
    "take the answer off": {State.ANSWERED: State.ISSUED},
    "come back": {State.ISSUED: State.RETURNED},
    "withdraw": {
        State.PREPARED: State.WITHDRAWN,
        State.APPROVED: State.WITHDRAWN,
        State.ISSUED: State.WITHDRAWN,
        State.RETURNED: State.WITHDRAWN,
    },
}
