"""What may happen to a public document, and when. The docs' state table is printed from here."""

from reports.public.models import PublicDocument
from sendcase.edits import IllegalMove

State = PublicDocument.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "write": {State.DRAFTING: State.DRAFTING},
    "approve": {State.DRAFTING: State.APPROVED},
    "record the governors’ approval": {State.APPROVED: State.MINUTED},
    "publish": {State.MINUTED: State.PUBLISHED},
    "change it again": {State.APPROVED: State.DRAFTING, State.MINUTED: State.DRAFTING},
    "begin the next": {State.PUBLISHED: State.DRAFTING},
    "take down": {state: state for state in State},
}
STATE_WORDS = {
    State.DRAFTING: "it is still being written",
    State.APPROVED: "the head has approved it",
    State.MINUTED: "the governors have approved it",
    State.PUBLISHED: "it is published",
}
WHAT_TO_DO = {
    ("write", State.APPROVED): "The SENCO can choose “Change it again”.",
    ("write", State.MINUTED): "The SENCO can choose “Change it again”.",
    ("write", State.PUBLISHED): "Begin the next one: its text is taken along.",
    ("publish", State.DRAFTING): "The head approves it first, then the governors.",
    ("publish", State.APPROVED): "Write down first when the governors approved it.",
}


def can(document, step: str) -> bool:
    return document.state in MOVES[step]


def check(document, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words, where the table has none."""
    if not can(document, step):
        why = f"This cannot be done now: {STATE_WORDS[State(document.state)]}."
        raise IllegalMove(f"{why} {WHAT_TO_DO.get((step, document.state), '')}".strip())
    return MOVES[step][document.state]
