"""A table as an XLSX workbook. Only sendcase.sheets imports this, and late."""

import re
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from sendcase.sheets import Sheet, speakable

DATE_SHAPE = "ddd d mmm yyyy"


def workbook(sheet: Sheet) -> bytes:
    """What sendcase.sheets.xlsx promises."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    title = re.sub(r"[\[\]:*?/\\]", " ", speakable(sheet.title))[:31]
    page = book.create_sheet(title.strip("'"))  # Excel calls a file broken for one at either end
    page.freeze_panes = "A2"
    widths = [max(map(_width, column)) for column in zip(sheet.headings, *sheet.rows, strict=True)]
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = min(width, 60) + 2
    page.append([_cell(page, heading, bold=True) for heading in sheet.headings])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _width(value) -> int:
    return 16 if isinstance(value, date) else len(str(value or ""))


def _cell(page, value, bold=False) -> WriteOnlyCell:
    if isinstance(value, date) and not isinstance(value, datetime):
        cell = WriteOnlyCell(page, value)
        cell.number_format = DATE_SHAPE
        return cell
    cell = WriteOnlyCell(page, speakable(str(value or "")))
    cell.data_type = "s"  # openpyxl makes a formula of what begins with "="
    if bold:
        cell.font = Font(bold=True)
    return cell
