"""What may happen to an intervention, and when. The docs' state table is printed from here."""

from provision.interventions.models import Intervention
from sendcase.edits import IllegalMove

State = Intervention.State

# action → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "save": {State.PROPOSED: State.PROPOSED, State.AGREED: State.AGREED},
    "agree": {State.PROPOSED: State.AGREED},
    "decline": {State.PROPOSED: State.DECLINED},
    "review": {State.AGREED: State.AGREED},
    "end": {State.AGREED: State.ENDED},
}
VERBS = {"save": "change", "agree": "agree", "decline": "turn down", "review": "review",
         "end": "end"}  # fmt: skip


def after(action: str, state: str) -> str:
    """The state it leads to. Raises IllegalMove with a sentence for the person."""
    try:
        return MOVES[action][state]
    except KeyError as missing:
        words = State(state).label.lower()
        raise IllegalMove(f"You can't {VERBS[action]} this: it is {words}.") from missing
