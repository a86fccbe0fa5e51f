"""What can become of a mail, for people to read. The services do it; a test compares the two."""

from sendcase.outbox.models import Message

State = Message.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "a worker takes it": {State.WAITING: State.CLAIMED},
    "it begins to go out": {State.CLAIMED: State.SENDING},
    "the mail server took it": {State.SENDING: State.SENT},
    "the mail server asks for later, or is not there": {
        State.CLAIMED: State.WAITING,
        State.SENDING: State.WAITING,
    },
    "tried again and again, or refused for good": {
        State.CLAIMED: State.FAILED,
        State.SENDING: State.FAILED,
    },
    "the connection broke after the words had left": {State.SENDING: State.UNCERTAIN},
    "the worker was killed": {State.CLAIMED: State.WAITING, State.SENDING: State.UNCERTAIN},
    "the site was restored from a backup": {
        State.WAITING: State.HELD,
        State.CLAIMED: State.HELD,
        State.SENDING: State.UNCERTAIN,
    },
    "a person says: it arrived": {State.UNCERTAIN: State.SENT, State.HELD: State.SENT},
    "a person says: send again": {
        State.FAILED: State.WAITING,
        State.UNCERTAIN: State.WAITING,
        State.HELD: State.WAITING,
    },
    "what it tells of is overtaken": {
        State.WAITING: State.DROPPED,
        State.CLAIMED: State.DROPPED,
        State.FAILED: State.DROPPED,
        State.UNCERTAIN: State.DROPPED,
        State.HELD: State.DROPPED,
    },
    "whoever runs the site drops it": {State.HELD: State.DROPPED},
}
