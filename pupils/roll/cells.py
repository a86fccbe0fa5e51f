"""From a table of text to rows of values, each with what is wrong with it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from pupils.roll.columns import BY_NAME, NAMES, NUMBERS, REQUIRED, TITLES, Column, plain
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

    def wrong(self, key: str, words: str) -> None:
        heading = self.headings.get(key) or TITLES.get(key, "")
        self.problems.append(Problem(self.line, heading, self.raw.get(key, ""), words))

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


def read(table: Table) -> Read:
    """Raises Refused where the headings cannot be a roll's."""
    places, unknown = _places(table.headings)
    headings = {column.key: table.headings[place] for place, column in places.items()}
    rows = [_row(line, cells, places, headings, len(table.headings)) for line, cells in table.rows]
    return Read(rows, unknown)


def _places(headings) -> tuple[dict[int, Column], list[str]]:
    places, unknown, taken = {}, [], {}
    for place, heading in enumerate(headings):
        known = BY_NAME.get(plain(heading))
        if known is None:
            unknown += [heading[:80]] if heading else []
            continue
        if known.key in taken:
            raise Refused(
                f"“{taken[known.key]}” and “{heading}” are both the {known.title}. "
                "Take one of them out."
            )
        taken[known.key] = heading
        places[place] = known
    _refuse_missing(taken)
    return places, unknown


def _refuse_missing(taken) -> None:
    missing = [TITLES[key] for key in REQUIRED if key not in taken]
    if not set(NAMES) & set(taken):
        missing.append("Legal surname and Legal forename")
    if not set(NUMBERS) & set(taken):
        missing.append("UPN or Admission number")
    if missing:
        raise Refused(f"The first line has no column for: {', '.join(missing)}.")


def _row(line, cells, places, headings, width) -> Row:
    row = Row(line, {}, headings=headings)
    if len(cells) > width and any(cells[width:]):
        words = f"This row has {len(cells)} cells; the headings are {width}."
        row.problems.append(Problem(line, "", cells[width], words))
        return row
    for place, column in places.items():
        text = cells[place] if place < len(cells) else ""
        if not text:
            continue
        row.raw[column.key] = text[:200]
        _read_cell(row, column, text)
    _check(row)
    return row


def _read_cell(row, column, text) -> None:
    if len(text) > LONGEST_CELL:
        row.wrong(column.key, "This is far too long.")
        return
    try:
        row.values[column.key] = column.read(text)
    except ValidationError as wrong:
        row.wrong(column.key, " ".join(wrong.messages))


def _check(row) -> None:
    """What one row alone must have. A child may have one name only."""
    said = row.values
    if not any(row.raw.get(key) for key in NAMES):
        row.wrong("legal_last_name", "There is no name.")
    if not said.get("legal_first_name") and "legal_first_name" not in row.raw:
        said["legal_first_name"] = said.pop("legal_last_name", "")
        said["legal_last_name"] = ""
    for key in REQUIRED:
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


def _check_contact(row) -> None:
    contact = row.contact
    if contact and not contact.get("last_name") and "contact_last_name" not in row.raw:
        first = contact.get("first_name")
        if first:  # somebody with one name
            row.values["contact_last_name"] = first
            row.values["contact_first_name"] = ""
        else:
            # An address without a name belongs to nobody we could write to.
            for key in contact:
                del row.values[f"contact_{key}"]
