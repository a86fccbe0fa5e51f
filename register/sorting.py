"""The orders the register can stand in."""

from django.db.models import F

from pupils import sorting
from pupils.sorting import LETTERS, Sort

SORTS = {
    "name": sorting.SORTS["name"],
    "class": Sort("Class", "class_sort", *LETTERS),
    "stage": Sort("Stage", "stage_rank", "first step first", "last step first", F("stage__order")),
    "code": Sort("Census code", "census_code", *LETTERS),
    "since": Sort("Since", "from_on", "longest first", "newest first"),
}
COLUMNS = [
    ("name", "Name"), ("class", "Class"), ("stage", "Stage"), ("code", "Census code"),
    ("need", "Main need"), ("since", "Since"), ("told", "Family told"),
]  # fmt: skip


def of(is_past: bool) -> dict[str, Sort]:
    """What can be sorted by. On a past day the class of then is known only row by row."""
    return {key: sort for key, sort in SORTS.items() if key != "class" or not is_past}


def headings(filters, request) -> list[dict]:
    """The table's headings, each that can be sorted by with its address."""
    is_past = filters.is_valid() and filters.is_past
    return sorting.headings(COLUMNS, filters.order, request, of(is_past))
