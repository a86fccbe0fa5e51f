"""Turning an uploaded file into rows of text, or refusing it by its content."""

import csv
import io
from dataclasses import dataclass

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
SAVE_AS = "Open it in your spreadsheet program and save it as CSV."

# How files that are no text begin: what they are, and so what to do.
NOT_TEXT = {
    b"PK\x03\x04": f"This is an Excel or zip file. {SAVE_AS}",
    b"PK\x05\x06": "This is an empty zip file. Choose the CSV file.",
    b"\xd0\xcf\x11\xe0": f"This is an old Excel file, or one locked with a password. {SAVE_AS}",
    b"%PDF": "This is a PDF. Export the roll as CSV from your school's records.",
    b"{\\rtf": "This is a word-processor file. Export the roll as CSV.",
    b"\x1f\x8b": "This is a compressed file. Unpack it and choose the CSV file in it.",
    b"7z\xbc\xaf": "This is a compressed file. Unpack it and choose the CSV file in it.",
    b"Rar!": "This is a compressed file. Unpack it and choose the CSV file in it.",
    b"\x89PNG": "This is a picture. Choose the CSV file.",
    b"\xff\xd8\xff": "This is a picture. Choose the CSV file.",
    b"MZ": "This is a program, not a roll. Choose the CSV file.",
    b"\xff\xfe": "This is a text file of another kind (UTF-16). Save it as “CSV UTF-8”.",
    b"\xfe\xff": "This is a text file of another kind (UTF-16). Save it as “CSV UTF-8”.",
}
MARKUP = ("<?xml", "<!doctype", "<html", "<ctfile", "<svg")


class Refused(ValueError):
    """The file cannot be taken. Its text is for the person; nothing was stored."""


@dataclass(frozen=True)
class Table:
    headings: list[str]
    rows: list[tuple[int, list[str]]]  # line in the file, cells


def text_of(data: bytes, filename: str) -> str:
    """The file as text: UTF-8, or the encoding Windows uses. Raises Refused, saying why."""
    if len(data) > MOST_BYTES:
        raise Refused("This file is larger than 20 MB. A roll is far smaller: is it the right one?")
    for start, why in NOT_TEXT.items():
        if data.startswith(start):
            raise Refused(why)
    if not filename.lower().endswith((".csv", ".txt")):
        raise Refused("The name of the file should end in .csv.")
    if b"\x00" in data:
        raise Refused("This file holds characters that no CSV has (NUL). Export it again.")
    text = _decoded(data)
    if text.lstrip().lower().startswith(MARKUP):
        raise Refused("This is an XML or web page file. Export the roll as CSV.")
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
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if any(cells):
                rows.append((reader.line_num, cells))
            if len(rows) > MOST_ROWS:
                raise Refused(f"This file has more than {MOST_ROWS} rows. Split it.")
    except csv.Error as error:
        raise Refused(
            f"Line {reader.line_num} cannot be read: a quotation mark is not closed, or a cell "
            "is far too long."
        ) from error
    if len(rows) < 2:
        raise Refused("This file has headings only, or no headings. It needs both.")
    if len(rows[0][1]) > MOST_COLUMNS:
        raise Refused(f"This file has more than {MOST_COLUMNS} columns.")
    return Table(rows[0][1], rows[1:])


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: whichever the first line that is not empty has most of."""
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first.count)
