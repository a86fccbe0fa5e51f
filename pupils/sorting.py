"""The orders a list of pupils can stand in. Each ends in the name and in the row's number, so
that no two rows are equal and a page goes on exactly where the one before it ended.
"""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Coalesce

from schools.models import YearGroup


@dataclass(frozen=True)
class Sort:
    """One column to sort by. `column` is never null: a page's address holds its value."""

    label: str
    column: str
    up: str  # the two directions in words
    down: str
    made_of: object = None  # the expression, where it is no plain column


YEAR_RANK = Case(
    *[When(year=code, then=Value(rank)) for rank, code in enumerate(YearGroup.values)],
    default=Value(len(YearGroup.values)),
    output_field=IntegerField(),
)
LETTERS = ("A to Z", "Z to A")
SORTS = {
    "name": Sort("Name", "sort_key", *LETTERS),
    "class": Sort("Class", "class_sort", *LETTERS, Coalesce("class_group__sort_key", Value(""))),
    "year": Sort("Year", "year_rank", "youngest first", "oldest first", YEAR_RANK),
    "stage": Sort("Stage", "stage_rank", "none first", "highest first",
                  Coalesce("stage__order", Value(-1), output_field=IntegerField())),
    "born": Sort("Born", "born_on", "oldest first", "youngest first"),
}  # fmt: skip


def choices(without=()) -> list[tuple[str, str]]:
    """(value, words) for the filter: Name, A to Z is what stands there when nothing is asked."""
    found = []
    for key, sort in SORTS.items():
        if key not in without:
            found.append((key if key != "name" else "", f"{sort.label}, {sort.up}"))
            found.append((f"-{key}", f"{sort.label}, {sort.down}"))
    return found


def order_of(asked: str) -> tuple[str, ...]:
    """Columns for sendcase.pages.keyset. Names stand A to Z within every other order."""
    key, minus = asked.lstrip("-") or "name", "-" if asked.startswith("-") else ""
    if key == "name":
        return (f"{minus}sort_key", f"{minus}pk")
    return (f"{minus}{SORTS[key].column}", "sort_key", "pk")


def sortable(pupils, asked: str):
    """The rows with the column they stand by."""
    sort = SORTS[asked.lstrip("-") or "name"]
    return pupils.annotate(**{sort.column: sort.made_of}) if sort.made_of else pupils


def headings(columns, asked: str, request) -> list[dict]:
    """(key, words) → heading, the address that sorts by it or turns it, and aria-sort."""
    now, falling = asked.lstrip("-") or "name", asked.startswith("-")
    found = []
    for key, label in columns:
        here = key == now
        found.append({
            "label": label,
            "url": _address(request, f"-{key}" if here and not falling else key)
            if key in SORTS else "",
            "aria": ("descending" if falling else "ascending") if here else "",
        })  # fmt: skip
    return found


def _address(request, sort: str) -> str:
    """This list in another order, from its beginning."""
    query = request.GET.copy()
    for name in ("after", "before", "sort"):
        query.pop(name, None)
    if sort != "name":
        query["sort"] = sort
    return f"{request.path}?{query.urlencode()}"
