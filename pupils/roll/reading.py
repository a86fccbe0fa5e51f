"""Turning an uploaded file into a table of text, or refusing it by its content.

Two readers, one table: CSV here, workbooks in workbook.py.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_OF_CSV = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
NAMES_END = (".csv", ".txt", ".xlsx")

# How files that are neither text nor a workbook begin: what they are, and so what to do.
NEITHER = {
    b"%PDF": "This is a PDF. Export the list as CSV from your school's records.",
    b"{\\rtf": "This is a word-processor file. Export the list as CSV.",
    b"\x1f\x8b": "This is a compressed file. Unpack it and choose the file in it.",
    b"7z\xbc\xaf": "This is a compressed file. Unpack it and choose the file in it.",
    b"Rar!": "This is a compressed file. Unpack it and choose the file in it.",
    b"\x89PNG": "This is a picture. Choose the CSV file or the workbook.",
    b"\xff\xd8\xff": "This is a picture. Choose the CSV file or the workbook.",
    b"MZ": "This is a program, not a list. Choose the CSV file or the workbook.",
    b"\xff\xfe": "This is a text file of another kind (UTF-16). Save it as “CSV UTF-8”.",
    b"\xfe\xff": "This is a text file of another kind (UTF-16). Save it as “CSV UTF-8”.",
}
MARKUP = ("<?xml", "<!doctype", "<html", "<ctfile", "<svg")


class Refused(ValueError):
    """The file cannot be taken. Its text is for the person; nothing was stored."""


@dataclass(frozen=True)
class Table:
    """What a file says, as text. flaws: cells that hold no value: (line, place, why)."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]  # line in the file, cells
    flaws: list[tuple[int, int, str]] = field(default_factory=list)
    sheet: str = ""  # of a workbook: the one that was read
    other_sheets: list[str] = field(default_factory=list)

    def packed(self) -> str:
        """As an upload keeps it until it is confirmed."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> "Table":
        if not text.startswith('{"headings":'):
            return table(text)  # an upload from before tables were kept: the CSV itself
        return cls(**json.loads(text))


def begin(data: bytes, filename: str, first: int, sheet: str = "") -> tuple[Table, Iterator]:
    """Headings and at most `first` rows, and the rows that come after: long lists need not be in
    memory twice. A CSV file or a workbook, told apart by what is in it.

    sheet: which one of a workbook to read; none: the first that can be seen. Raises Refused,
    saying why, also while the rest is read.
    """
    from pupils.roll import workbook

    if len(data) > MOST_BYTES:
        raise Refused("This file is larger than 20 MB. A list is far smaller: is it the right one?")
    for start, why in NEITHER.items():
        if data.startswith(start):
            raise Refused(why)
    if workbook.is_one(data):
        found = workbook.table(data, sheet)
        rest, found.rows[first:] = iter(found.rows[first:]), []
        return found, rest
    rows = lines(text_of(data, filename))
    return Table(*headed(list(islice(rows, first + 1)))), rows


def text_of(data: bytes, filename: str) -> str:
    """The file as text: UTF-8, or the encoding Windows uses. Raises Refused, saying why."""
    if not filename.lower().endswith(NAMES_END):
        raise Refused("The name of the file should end in .csv or .xlsx.")
    if b"\x00" in data:
        raise Refused("This file holds characters that no CSV has (NUL). Export it again.")
    text = _decoded(data)
    if text.lstrip().lower().startswith(MARKUP):
        raise Refused("This is an XML or web page file. Export the list as CSV.")
    if not text.strip():
        raise Refused("This file is empty.")
    return text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Refused("This file's letters cannot be read. Save it as “CSV UTF-8”.") from error


def table(text: str) -> Table:
    """Headings and rows. Raises Refused where the shape cannot be read as CSV."""
    return Table(*headed(list(lines(text))))


def lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of what is not empty, one by one. Raises Refused where it is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(
            f"Line {reader.line_num} cannot be read: a quotation mark is not closed, or a cell "
            "is far too long."
        ) from error


def headed(rows: list[tuple[int, list[str]]]) -> tuple[list[str], list]:
    """The headings, and the rows under them."""
    if len(rows) < 2:
        raise Refused("This file has headings only, or no headings. It needs both.")
    if len(rows[0][1]) > MOST_COLUMNS:
        raise Refused(f"This file has more than {MOST_COLUMNS} columns.")
    return rows[0][1], rows[1:]


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: whichever the first line that is not empty has most of."""
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first.count)
