"""A table as a file: nothing in it is evaluated, hidden or broken."""

import csv
import io
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from sendcase import sheets
from sendcase.sheets import Sheet

BAD = ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", " =1+1", "=A1|B1"]


def sheet(*cells):
    return Sheet("list", "Pupils", ["Name", "Born"], [[cell, date(2018, 3, 4)] for cell in cells])


def read_csv(made):
    text = "".join(sheets.csv_lines(made))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def book(made):
    return load_workbook(io.BytesIO(sheets.xlsx(made)))


@pytest.mark.parametrize("cell", BAD)
def test_no_cell_begins_a_formula(cell):
    [_, [text, _]] = read_csv(sheet(cell))
    assert text == f"'{cell}"

    made = book(sheet(cell)).active["A2"]
    assert made.data_type in {"s", "inlineStr"}
    assert b"<f>" not in _parts(sheet(cell))["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("cell", ["Siobhán O'Neil", "王 小明", 'Ann "Bo", Lee', "3-4 Oak", "a=b"])
def test_ordinary_words_stay_as_they_are(cell):
    assert read_csv(sheet(cell))[1] == [cell, "04/03/2018"]
    page = book(sheet(cell)).active
    assert page["A2"].value == cell
    assert page["B2"].value.date() == date(2018, 3, 4) and page["B2"].is_date


@pytest.mark.parametrize("cell", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb", "a\x7fb"])
def test_what_no_file_can_hold_is_marked_and_breaks_nothing(cell):
    assert "".join(sheets.csv_lines(sheet(cell))).encode()
    assert read_csv(sheet(cell))[1][0] == book(sheet(cell)).active["A2"].value == "a\ufffdb"


def _parts(made) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(sheets.xlsx(made))) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_workbook_hides_nothing_and_names_nobody():
    made = book(sheet("Ada"))
    assert made.sheetnames == ["Pupils"] and made.active.sheet_state == "visible"
    assert not any(column.hidden for column in made.active.column_dimensions.values())
    assert not made.properties.creator and not made.properties.lastModifiedBy
    parts = _parts(sheet("Ada"))
    assert not [name for name in parts if "pivot" in name or "external" in name or "vba" in name]
    assert b"openpyxl" not in b"".join(parts.values())


def test_an_empty_list_is_a_file_with_headings():
    assert read_csv(sheet()) == [["Name", "Born"]]
    assert [cell.value for cell in book(sheet()).active[1]] == ["Name", "Born"]


def test_a_title_no_workbook_allows_is_made_fit():
    made = Sheet("list", "SEN/register: [all] *who* are on it?", ["Name"], [["Ada"]])
    assert len(book(made).sheetnames[0]) <= 31
    assert book(Sheet("list", "'Maths'", ["Name"], [["Ada"]])).sheetnames == ["Maths"]
