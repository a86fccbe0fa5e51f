"""From a table of text to rows of values, each with what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from pupils.roll.columns import NAMES, NUMBERS, Column, Fields, plain
from pupils.roll.reading import LONGEST_CELL, Refused, Table
from pupils.services import check_dates


@dataclass(frozen=True)
class Problem:
    """One thing to put right in the file."""

    line: int
    column: str
    value: str
    words: str


@dataclass
class Row:
    """What one row of the file says. values: only the cells that hold something."""

    line: int
    values: dict
    problems: list[Problem] = field(default_factory=list)
    raw: dict = field(default_factory=dict)  # key → the text of the cell, for the problems
    headings: dict = field(default_factory=dict)  # key → what the file calls this column
    titles: dict = field(default_factory=dict)  # key → what we call it

    def heading(self, key: str) -> str:
        return self.headings.get(key) or self.titles.get(key, "")

    def wrong(self, key: str, words: str) -> None:
        value = self.raw.get(key, "")
        self.problems.append(Problem(self.line, self.heading(key), value, words))

    @property
    def name(self) -> str:
        first = self.values.get("preferred_first_name") or self.values.get("legal_first_name", "")
        last = self.values.get("preferred_last_name") or self.values.get("legal_last_name", "")
        return f"{first} {last}".strip()

    @property
    def contact(self) -> dict:
        return {
            key.removeprefix("contact_"): value
            for key, value in self.values.items()
            if key.startswith("contact_")
        }


@dataclass(frozen=True)
class Read:
    rows: list[Row]
    unknown: list[str]  # headings that are not used
    remembered: dict[str, str]  # heading → what people said it is


@dataclass(frozen=True)
class Places:
    """Which column of the file is which of ours."""

    columns: dict[int, Column]
    unknown: list[str]
    remembered: dict[str, str]

    @property
    def keys(self) -> set[str]:
        return {column.key for column in self.columns.values()}


def read(table: Table, fields: Fields, chosen: dict[str, str], check: Callable) -> Read:
    """chosen: plain heading → key, or nothing: what people of this school said before.
    check(row): notes what one row alone must have.

    Raises Refused where a column that is needed is missing.
    """
    places = place(table.headings, fields, chosen)
    if missing := fields.missing(places.keys):
        raise Refused(
            f"The first line has no column for: {', '.join(missing)}. Add it, or name it as under "
            "“Which columns are read”."
        )
    headings = {column.key: table.headings[at] for at, column in places.columns.items()}
    flaws = {(line, at): words for line, at, words in table.flaws}
    rows = []
    for line, cells in table.rows:
        row = Row(line, {}, headings=headings, titles=fields.titles)
        _note_flaws(row, flaws, places.columns)
        if _fill(row, cells, places.columns, len(table.headings)):
            check(row)
        rows.append(row)
    return Read(rows, places.unknown, places.remembered)


def place(headings, fields: Fields, chosen: dict[str, str]) -> Places:
    """What people said goes before what we know; what is said twice in the file is refused."""
    said, taken = {}, {}
    for at, heading in enumerate(headings):
        key = chosen.get(plain(heading))
        if key in fields.by_key and key not in taken:
            said[at], taken[key] = fields.by_key[key], heading
    known = {}
    for at, heading in enumerate(headings):
        column = fields.by_name.get(plain(heading))
        if at in said or column is None or plain(heading) in chosen:
            continue
        if column.key in taken and column not in said.values():
            raise Refused(
                f"“{taken[column.key]}” and “{heading}” are both the {column.title}. "
                "Take one of them out."
            )
        if column.key not in taken:
            known[at], taken[column.key] = column, heading
    used = known | said
    return Places(
        columns=dict(sorted(used.items())),
        unknown=[text[:80] for at, text in enumerate(headings) if text and at not in used],
        remembered={headings[at]: column.title for at, column in said.items()},
    )


def _note_flaws(row, flaws, columns) -> None:
    """A cell of a workbook that holds no value: what it should say is not known."""
    for at, column in columns.items() if flaws else ():
        if words := flaws.get((row.line, at)):
            row.raw[column.key] = "(no value)"
            row.wrong(column.key, words)


def _fill(row, cells, places, width) -> bool:
    """False where the cells cannot be told apart."""
    if len(cells) > width and any(cells[width:]):
        words = f"This row has {len(cells)} cells; the headings are {width}."
        row.problems.append(Problem(row.line, "", cells[width], words))
        return False
    for place, column in places.items():
        text = cells[place] if place < len(cells) else ""
        if not text:
            continue
        row.raw[column.key] = text[:200]
        _read_cell(row, column, text)
    return True


def _read_cell(row, column, text) -> None:
    if len(text) > LONGEST_CELL:
        row.wrong(column.key, "This is far too long.")
        return
    try:
        row.values[column.key] = column.read(text)
    except ValidationError as wrong:
        row.wrong(column.key, " ".join(wrong.messages))


def check_pupil(row) -> None:
    """What one row of a roll alone must have. A child may have one name only."""
    said = row.values
    if not any(row.raw.get(key) for key in NAMES):
        row.wrong("legal_last_name", "There is no name.")
    if not said.get("legal_first_name") and "legal_first_name" not in row.raw:
        said["legal_first_name"] = said.pop("legal_last_name", "")
        said["legal_last_name"] = ""
    for key in ("born_on", "year"):
        if key not in row.raw:
            row.wrong(key, "This is missing.")
    if not any(row.raw.get(key) for key in NUMBERS):
        row.wrong("upn", "Give the UPN or the admission number: names alone do not tell who it is.")
    _check_dates(row)
    _check_contact(row)


def _check_dates(row) -> None:
    try:
        check_dates(row.values.get("born_on"), row.values.get("admitted_on"))
    except ValidationError as wrong:
        for key, words in wrong.message_dict.items():
            row.wrong(key, " ".join(words))


def one_name(row) -> None:
    """Somebody with one name has it as the last name."""
    contact = row.contact
    if contact.get("first_name") and "contact_last_name" not in row.raw:
        row.values["contact_last_name"] = contact["first_name"]
        row.values["contact_first_name"] = ""


def _check_contact(row) -> None:
    one_name(row)
    contact = row.contact
    if not contact.get("last_name") and "contact_last_name" not in row.raw:
        # An address without a name belongs to nobody we could write to.
        for key in contact:
            del row.values[f"contact_{key}"]
