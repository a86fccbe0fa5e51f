"""What may happen to a sample, and when. Printed as docs/states.md."""

from reports.sampler.models import Sample
from sendcase.edits import IllegalMove

State = Sample.State

# step → {state before: state after}. What was taken back is drawn anew, never opened again.
MOVES: dict[str, dict[str, str]] = {
    "release a plan": {State.PREPARED: State.PREPARED, State.RELEASED: State.RELEASED},
    "open to governors": {State.PREPARED: State.RELEASED, State.RELEASED: State.RELEASED},
    "take back": {State.PREPARED: State.TAKEN_BACK, State.RELEASED: State.TAKEN_BACK},
}
STATE_WORDS = {
    State.PREPARED: "it is being prepared",
    State.RELEASED: "governors may read it",
    State.TAKEN_BACK: "it was taken back",
}


def can(sample, step: str) -> bool:
    return sample.state in MOVES[step]


def check(sample, step: str) -> str:
    """The state after. Raises IllegalMove, in words for the person."""
    if not can(sample, step):
        words = STATE_WORDS[State(sample.state)]
        raise IllegalMove(f"This cannot be done to the sample now: {words}.")
    return MOVES[step][sample.state]
