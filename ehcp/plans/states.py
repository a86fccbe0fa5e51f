"""What may happen to an EHC plan, and when. The docs' state table is printed from here."""

from ehcp.plans.models import EhcPlan
from sendcase.edits import IllegalMove

State = EhcPlan.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "write": {State.DRAFT: State.DRAFT, State.IN_FORCE: State.IN_FORCE},
    "keep a draft": {State.DRAFT: State.DRAFT},
    "keep the final plan": {State.DRAFT: State.IN_FORCE, State.IN_FORCE: State.IN_FORCE},
    "keep proposed changes": {State.IN_FORCE: State.IN_FORCE},
    "keep the amended plan": {State.IN_FORCE: State.IN_FORCE},
    # A date of the review that was held: a plan that ended stays ended
    "decide after a review": {each: each for each in (State.IN_FORCE, State.CEASED, State.LEFT)},
    "move to another authority": {State.DRAFT: State.DRAFT, State.IN_FORCE: State.IN_FORCE},
    "cease": {State.IN_FORCE: State.CEASED},
    "leave": {State.IN_FORCE: State.LEFT},
    "drop": {State.DRAFT: State.DROPPED},
}
STATE_WORDS = {
    State.DRAFT: "it is still a draft",
    State.IN_FORCE: "it is in force",
    State.CEASED: "it was ended by the authority",
    State.LEFT: "the pupil left with it",
    State.DROPPED: "the draft came to nothing",
}


def can(plan, step) -> bool:
    return plan.state in MOVES[step]


def check(plan, step) -> str:
    """The state after the step. Raises IllegalMove, in words, where the table has none."""
    if not can(plan, step):
        words = STATE_WORDS[plan.state]
        raise IllegalMove(f"You can’t do this with the EHC plan any more: {words}.")
    return MOVES[step][plan.state]
