"""A table as a CSV or XLSX file: what stood in it, harmless to open, and nothing besides.

Knows nothing of schools: whoever calls it has found the rows, and made words or dates of them.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, StreamingHttpResponse

MOST_ROWS = 5_000  # made within a request
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What spreadsheets take for the beginning of a formula, full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# No XML and no spreadsheet can hold these: control characters, half a pair, non-characters.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters in a cell of a spreadsheet


@dataclass(frozen=True)
class Sheet:
    """One table. name: the file's, without its ending; rows: str or date for each heading."""

    name: str
    title: str
    headings: list[str]
    rows: list[list]


def speakable(text: str) -> str:
    """With a mark in place of what no file can hold; cut where a cell ends, and that is said."""
    text = UNSPEAKABLE.sub("\ufffd", text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def harmless(value) -> str:
    """As a cell of a CSV: an apostrophe before what would be evaluated; dates as 24/11/2026."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = speakable(str(value or ""))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


class _Line:
    """A file that gives back what is written: csv needs one."""

    def write(self, text):
        return text


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """With a mark of UTF-8 in front, without which Excel reads names wrongly."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([harmless(each) for each in sheet.headings])
    for row in sheet.rows:
        yield writer.writerow([harmless(each) for each in row])


def xlsx(sheet: Sheet) -> bytes:
    """One visible sheet of words and dates: no formula, no author, no name of a machine."""
    # openpyxl takes 20 MB: a process that makes no workbook does without it.
    from sendcase.workbooks import workbook

    return workbook(sheet)


def sheet_response(kind: str, sheet: Sheet) -> HttpResponse | StreamingHttpResponse:
    """The file to save. Raises KeyError for a kind that is none of KINDS."""
    body: Iterable = csv_lines(sheet) if kind == "csv" else [xlsx(sheet)]
    response = StreamingHttpResponse(body, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{kind}"'
    return response
