"""The other reader: a sheet of an .xlsx workbook as a table of text. Nothing is worked out."""

import io
from datetime import date, datetime, time

from openpyxl import load_workbook

from pupils.roll import unzipping
from pupils.roll.reading import MOST_COLUMNS, MOST_ROWS, Refused, Table, headed

MOST_LINES = 1_048_576  # the last row a spreadsheet has
MOST_WIDE = 500  # rows that only seem wide, before the sheet is refused
NOT_WORKED_OUT = (
    "This is a formula without its result. Open the workbook, save it, and choose it again; or "
    "write the value instead."
)
ERROR = "This cell shows an error instead of a value."


def is_one(data: bytes) -> bool:
    """Whether it begins as a workbook does, new, old or locked."""
    return data.startswith((*unzipping.ZIP, unzipping.OLE))


def table(data: bytes, sheet: str = "") -> Table:
    """Raises Refused, saying why. sheet: its name; none: the first that can be seen."""
    unzipping.check(data)
    try:
        return _table(data, sheet)
    except Refused:
        raise
    except Exception as error:  # a broken part fails in ways the library does not list
        raise Refused(unzipping.DAMAGED) from error


def _table(data, wanted) -> Table:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = {each.title: each for each in book.worksheets if each.sheet_state == "visible"}
    if not sheets:
        raise Refused("This workbook has no sheet with cells.")
    name = _chosen(wanted, sheets)
    lines = list(_lines(sheets[name]))
    flaws = [flaw for line, cells in lines for flaw in _flaws(line, cells)]
    flaws += _formulas_without_result(data, name, dict(lines))
    rows = {line: [_text(cell) for cell in cells] for line, cells in lines}
    rows |= {line: [] for line, _, _ in flaws if line not in rows}
    headings, rows = headed(sorted(rows.items()))
    return Table(headings, rows, flaws, name, [title for title in sheets if title != name])


def _chosen(wanted, sheets) -> str:
    wanted = wanted.strip().casefold()
    found = [title for title in sheets if not wanted or title.strip().casefold() == wanted]
    if not found:
        names = ", ".join(f"“{title}”" for title in sheets)
        raise Refused(f"This workbook has no such sheet. It has: {names}.")
    return found[0]


def _lines(sheet):
    """(row in the sheet, its cells) for each row that holds something."""
    sheet.reset_dimensions()  # what the sheet says of its size may be wrong
    count = wide = 0
    for line, cells in enumerate(sheet.iter_rows(), 1):
        if line > MOST_LINES:
            raise Refused(unzipping.TOO_LARGE)
        if len(cells) > MOST_COLUMNS:
            wide += 1
            if wide > MOST_WIDE or any(cell.value is not None for cell in cells[MOST_COLUMNS:]):
                raise Refused(f"This sheet has more than {MOST_COLUMNS} columns.")
            cells = cells[:MOST_COLUMNS]
        if any(cell.value not in (None, "") for cell in cells):
            yield line, cells
            count += 1
        if count > MOST_ROWS:
            raise Refused(f"This sheet has more than {MOST_ROWS} rows. Split it, or save as CSV.")


def _flaws(line, cells):
    for place, cell in enumerate(cells):
        if cell.value is not None and cell.data_type == "e":
            yield line, place, ERROR


def _formulas_without_result(data, name, lines) -> list[tuple[int, int, str]]:
    """Cells that the values lack and the formulas have: the workbook was never worked out."""
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    sheet = book[name]
    if not _has_formulas(book, sheet):  # most lists have none: spare them a second reading
        return []
    sheet.reset_dimensions()
    return [
        (line, place, NOT_WORKED_OUT)
        for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1)
        for place, cell in enumerate(cells)
        if cell.data_type == "f" and _is_empty(lines.get(line, ()), place)
    ]


def _has_formulas(book, sheet) -> bool:
    with book._archive.open(sheet._worksheet_path) as part:
        text = part.read()
    return b"<f" in text or b":f" in text


def _is_empty(cells, place) -> bool:
    return place >= len(cells) or cells[place].value is None


def _text(cell) -> str:
    """As a person would type it: days as 2018-03-14, whole numbers without a point."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    return str(value).strip()


def _number(value, how) -> str:
    """A number shown with noughts in front (a phone, an admission number) keeps them."""
    if value != int(value):
        return repr(value)
    digits = str(int(value))
    return digits.zfill(len(how)) if how and not how.strip("0") else digits
