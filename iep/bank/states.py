"""What may happen to an entry of the bank. The docs' state table is printed from here."""

from iep.bank.models import BankRecord
from sendcase.edits import IllegalMove

State = BankRecord.State

# action → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "change": {State.PROPOSED: State.PROPOSED, State.KEPT: State.KEPT},
    "approve": {State.PROPOSED: State.KEPT},
    "decline": {State.PROPOSED: State.RETIRED},
    "retire": {State.KEPT: State.RETIRED},
    "bring back": {State.RETIRED: State.KEPT},
}
WHY_NOT = {
    State.PROPOSED: "It is a proposal still: decide on it first.",
    State.KEPT: "It is in the bank already.",
    State.RETIRED: "It is no longer offered: bring it back first.",
}


def can(entry, action) -> bool:
    return entry.state in MOVES[action]


def check(entry, action) -> None:
    """Raise IllegalMove, in words for the person, where the table has no such move."""
    if not can(entry, action):
        raise IllegalMove(WHY_NOT[State(entry.state)])
