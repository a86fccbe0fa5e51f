"""What may happen to a handover, and when. The docs' state table is printed from here."""

from iep.handover.models import Handover
from sendcase.edits import IllegalMove

State = Handover.State

# action → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "write": {State.WRITING: State.WRITING},
    "hand over": {State.WRITING: State.HANDED},
    "take back": {State.HANDED: State.WRITING},
    "change days": {State.WRITING: State.WRITING, State.HANDED: State.HANDED},
    "open": {State.WRITING: State.WRITING, State.HANDED: State.HANDED},
    "read": {State.HANDED: State.HANDED, State.ACCEPTED: State.ACCEPTED},
    "read all": {State.HANDED: State.ACCEPTED},
    "call off": {State.WRITING: State.CANCELLED},
}
STATE_WORDS = {
    State.WRITING: "it is still being written",
    State.HANDED: "it was handed over",
    State.ACCEPTED: "the next teacher has read it",
    State.CANCELLED: "it was called off",
}
WHAT_TO_DO = {
    ("write", State.HANDED): "The SENCO can take it back while nobody has read it.",
    ("read", State.WRITING): "Wait until it is handed over.",
}


def can(handover, action) -> bool:
    return handover.state in MOVES[action]


def check(handover, action) -> None:
    """Raise IllegalMove, in words for the person, where the table has no such move."""
    if not can(handover, action):
        why = f"This cannot be done to the handover now: {STATE_WORDS[State(handover.state)]}."
        raise IllegalMove(f"{why} {WHAT_TO_DO.get((action, handover.state), '')}".strip())
