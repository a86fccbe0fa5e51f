"""What may happen to an edition of the governors' report, and when. Services refuse the rest."""

from reports.board.models import BoardEdition
from sendcase.edits import IllegalMove

State = BoardEdition.State

# step → {state before: state after}
MOVES: dict[str, dict[str, str]] = {
    "write": {State.DRAFT: State.DRAFT, State.CONFIRMED: State.DRAFT},
    "confirm": {State.DRAFT: State.CONFIRMED},
    "take back": {State.CONFIRMED: State.DRAFT},
    "publish": {State.CONFIRMED: State.PUBLISHED},
}
PUBLISHED = (
    "This report is published and stays as it is. What was wrong in it is put right in the report "
    "of the next term."
)
WHY_NOT = {
    State.DRAFT: "Somebody else confirms the words first.",
    State.CONFIRMED: "The words are confirmed already.",
    State.PUBLISHED: PUBLISHED,
}


def check(row: BoardEdition, step: str) -> str:
    """The state after the step. Raises IllegalMove, in words for the person."""
    try:
        return MOVES[step][row.state]
    except KeyError as refused:
        raise IllegalMove(WHY_NOT[State(row.state)]) from refused


def may(row: BoardEdition, step: str) -> bool:
    return row.state in MOVES[step]
