"""The roll as a workbook: the same as the CSV, and what is no plain workbook refused by name."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.permissions import Role
from pupils.models import ColumnMatch, Contact, Pupil, RollUpload
from pupils.roll import reading, services, unzipping, workbook
from tests.factories.people import member, sign_in
from tests.factories.roll import as_csv, as_workbook, roll, upn
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class
from tests.factories.workbooks import changed, locked, parts_of, replaced, zipped

pytestmark = pytest.mark.django_db
GOOD = as_workbook(roll(2))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


def take(school, by, data, name="roll.xlsx", **more):
    upload = services.receive(school=school, by=by, filename=name, data=data, **more)
    return services.confirm(upload=upload, digest=services.look(upload).digest, by=by)


def saved(*rows, title="Roll") -> bytes:
    """A workbook with these rows under the headings a roll needs."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(["UPN", "Surname", "First name", "DOB", "Year", "Contact surname", "Phone"])
    for row in rows:
        sheet.append(row)
    return bytes_of(book)


def bytes_of(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_brings_what_the_csv_brings(school, office):
    rows = roll(60)
    other = SchoolFactory()

    take(school, office, as_workbook(rows))
    take(other, member(other, Role.OFFICE), as_csv(rows).encode(), "roll.csv")

    for model, left_out in ((Pupil, {"class_group_id"}), (Contact, {"pupil_id"})):
        own = left_out | {"id", "uid", "school_id", "created_at"}
        one, two = (
            [
                {key: value for key, value in row.items() if key not in own}
                for row in model.objects.filter(school=each).order_by("pk").values()
            ]
            for each in (school, other)
        )
        assert len(one) == 60
        assert one == two


def test_the_same_workbook_again_and_its_csv_change_nothing(school, office):
    rows = roll(30)
    take(school, office, as_workbook(rows))
    before = list(Pupil.objects.order_by("pk").values())

    results = [
        take(school, office, as_workbook(rows)).result,
        take(school, office, as_csv(rows).encode(), "roll.csv").result,
    ]

    assert [(each["same"], each.get("new")) for each in results] == [(30, None)] * 2
    assert list(Pupil.objects.order_by("pk").values()) == before


def test_it_is_judged_by_what_is_in_it(school, office):
    rows = roll(2)

    take(school, office, as_workbook(rows), "roll.csv")
    again = take(school, office, as_csv(rows).encode(), "roll.xlsx")

    assert again.result["same"] == 2


def test_cells_are_read_as_a_person_would_type_them():
    book = Workbook()
    sheet = book.active
    sheet.append(["a"] * 9)
    sheet.append([datetime(2018, 3, 14), date(2018, 3, 14), 801200005001, 3.0, True, 1.5,
                  "  Zoë ", 1632960001, 42])  # fmt: skip
    sheet["H2"].number_format = "00000000000"
    sheet["I2"].number_format = "000000"

    table = workbook.table(bytes_of(book))

    assert table.rows == [
        (2, ["2018-03-14", "2018-03-14", "801200005001", "3", "Y", "1.5", "Zoë", "01632960001",
             "000042"])
    ]  # fmt: skip


def test_lines_are_those_of_the_sheet(school):
    book = Workbook()
    sheet = book.active
    for number, row in ((3, ["UPN", "Surname"]), (7, [upn(1), "Moss"]), (9, [upn(2), "Cobb"])):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place, value)

    table = workbook.table(bytes_of(book))

    assert table.headings == ["UPN", "Surname"]
    assert [line for line, _ in table.rows] == [7, 9]


def test_of_a_formula_the_result_is_read_and_one_without_is_named(school, office):
    row = [upn(1), "Moss", '=CONCAT("Be","th")', date(2019, 3, 14), 2, "Moss", None]
    data = saved(row)

    upload = services.receive(school=school, by=office, filename="r.xlsx", data=data)
    [problem] = services.look(upload).problems

    assert (problem.line, problem.column) == (2, "First name")
    assert "formula without its result" in problem.words
    # As the XML library at hand writes an empty element.
    [empty] = re.findall(rb"<v ?/>|<v></v>", parts_of(data)[SHEET])
    worked_out = replaced(data, SHEET, empty, b"<v>Beth</v>")
    worked_out = replaced(worked_out, SHEET, b'<c r="C2"', b'<c r="C2" t="str"')
    take(school, office, worked_out)
    assert Pupil.objects.get(school=school).legal_first_name == "Beth"


def test_a_row_of_formulas_without_results_is_not_lost(school, office):
    good = [upn(1), "Moss", "Beth", date(2019, 3, 14), 2, None, None]
    data = saved(good, [f"=A{n}" for n in range(7)])

    upload = services.receive(school=school, by=office, filename="r.xlsx", data=data)

    assert {problem.line for problem in services.look(upload).problems} == {3}


def test_a_cell_that_shows_an_error_is_named(school, office):
    data = saved([upn(1), "Moss", "Beth", "#REF!", 2, None, None])

    upload = services.receive(school=school, by=office, filename="r.xlsx", data=data)
    [problem] = services.look(upload).problems

    assert (problem.column, problem.words) == ("DOB", workbook.ERROR)


@pytest.mark.parametrize("heading", ["Reg Group", "Groep"])
def test_a_class_of_ones_own_is_a_problem_in_a_workbook_and_by_a_matched_column(
    school, office, heading
):
    hold_class(office, ClassGroupFactory(school=school, name="Willow"))
    rows = [row | {heading: "Willow"} for row in roll(1)]
    headings = ["UPN", "Legal Surname", "Legal Forename", "DOB", "NC Year", heading]
    ColumnMatch.objects.create(
        school=school, kind="roll", heading="groep", key="class", by=office
    )  # fmt: skip
    data = as_workbook(rows, headings)

    upload = services.receive(school=school, by=office, filename="r.xlsx", data=data)
    [problem] = services.look(upload).problems

    assert problem.column == heading
    assert problem.words.startswith("You hold this class")


class TestSheets:
    def book(self) -> bytes:
        book = Workbook()
        book.active.title = "Notes"
        book.active["A1"] = "Printed on Monday"
        book.active["A2"] = "by the office"
        sheet = book.create_sheet("Pupils")
        sheet.append(["UPN", "Surname", "First name", "DOB", "Year"])
        sheet.append([upn(1), "Moss", "Beth", "14/03/2019", "2"])
        book.create_sheet("Hidden").sheet_state = "hidden"
        return bytes_of(book)

    def test_the_sheet_that_is_named_is_read(self, school, office):
        take(school, office, self.book(), sheet="pupils ")

        assert Pupil.objects.get(school=school).name == "Beth Moss"

    def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(self, school, office):
        for name in ("Nowhere", "Hidden"):
            with pytest.raises(reading.Refused, match="“Notes”, “Pupils”"):
                services.receive(
                    school=school, by=office, filename="r.xlsx", data=self.book(), sheet=name
                )

    def test_the_page_says_which_sheet_was_read(self, client, school, office):
        sign_in(client, office)
        file = SimpleUploadedFile("roll.xlsx", self.book())

        answer = client.post(
            f"/{school.slug}/roll/import/", {"roll": file, "sheet": "Pupils"}, follow=True
        )

        assert "Read from the sheet" in answer.content.decode()
        assert "Notes" in answer.content.decode()
        assert "Hidden" not in answer.content.decode()


LINK = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId9" Type="http://x/%s" Target="file:///c:/x" TargetMode="External"/>'
    b"</Relationships>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '


def hostile() -> dict[str, tuple[bytes, str]]:
    """What is sent, and the reason it is refused for."""
    dtd = replaced(GOOD, SHEET, b"<worksheet ", ENTITY)
    return {
        "macros": (changed(GOOD, xl__vbaProject_dot_bin=b"\xd0\xcf"), unzipping.MACROS),
        "macro sheet": (changed(GOOD, xl__macrosheets__sheet1_dot_xml=b"<x/>"), unzipping.MACROS),
        "macro kind": (
            replaced(GOOD, "[Content_Types].xml", b"sheet.main", b"sheet.macroEnabled.main"),
            unzipping.MACROS,
        ),
        "embedded": (changed(GOOD, xl__embeddings__a_dot_bin=b"MZ"), unzipping.MACROS),
        "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), unzipping.LOCKED),
        "locked zip": (locked(GOOD), unzipping.LOCKED),
        "old": (OLE, unzipping.OLD),
        "bomb": (changed(GOOD, xl__a_dot_xml=bytes(40_000_000)), unzipping.TOO_LARGE),
        "many parts": (
            zipped(parts_of(GOOD) | {f"xl/{n}.xml": b"<x/>" for n in range(2001)}),
            unzipping.TOO_LARGE,
        ),
        "elsewhere": (changed(GOOD, xl__externalLinks__a_dot_xml=b"<x/>"), unzipping.REACHES),
        "connection": (changed(GOOD, xl__connections_dot_xml=b"<x/>"), unzipping.REACHES),
        "outside part": (
            changed(GOOD, xl__worksheets___rels__s_dot_rels=LINK % b"oleObject"),
            unzipping.REACHES,
        ),
        "dtd": (dtd, unzipping.DTD),
        "dtd, utf-16": (
            changed(GOOD, xl__a_dot_xml='<?xml version="1.0" encoding="utf-16"?>'
                    '<!DOCTYPE x><x/>'.encode("utf-16")),
            unzipping.DTD,
        ),
        "zip": (zipped({"roll.csv": b"UPN,DOB"}), unzipping.NO_WORKBOOK),
        "empty zip": (zipped({}), unzipping.NO_WORKBOOK),
        "word": (zipped({"word/document.xml": b"<x/>"}), "Word file"),
        "open document": (zipped({"content.xml": b"<x/>"}), "OpenDocument"),
        "binary": (zipped({"xl/workbook.bin": b"x"}), ".xlsb"),
        "contents nowhere": (GOOD[:-4] + b"\xff" + GOOD[-3:], unzipping.DAMAGED),
        "odd packing": (zipped(parts_of(GOOD), zipfile.ZIP_LZMA), unzipping.DAMAGED),
        "half": (GOOD[: len(GOOD) // 2], unzipping.DAMAGED),
        "no sheet": (changed(GOOD, SHEET), "no sheet with cells"),
        "broken sheet": (replaced(GOOD, SHEET, b"</sheetData>", b""), unzipping.DAMAGED),
        "endless rows": (
            replaced(GOOD, SHEET, b'<row r="3"', b'<row r="99999999999"'), unzipping.TOO_LARGE
        ),
        "wide": (
            replaced(GOOD, SHEET, b"</row>", b'<c r="ZZ1"><v>1</v></c></row>'), "200 columns"
        ),
    }  # fmt: skip


HOSTILE = hostile()


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("name", ["roll.xlsx", "roll.csv"])
def test_what_is_no_plain_workbook_is_refused_by_name_and_nothing_is_stored(
    client, school, office, what, name
):
    data, words = HOSTILE[what]
    sign_in(client, office)

    answer = client.post(
        f"/{school.slug}/roll/import/", {"roll": SimpleUploadedFile(name, data, "text/csv")}
    )

    assert answer.status_code == 200
    assert words in answer.context["form"].errors["roll"][0]
    assert not RollUpload.objects.exists()
    assert not Pupil.objects.exists()


def test_a_link_to_write_to_is_no_reason_to_refuse(school, office):
    data = changed(GOOD, xl__worksheets___rels__sheet1_dot_xml_dot_rels=LINK % b"hyperlink")

    assert take(school, office, data).result["new"] == 2


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [("MOST_UNPACKED", 5_000, "unpacks"), ("MOST_OF_ONE", 1_000, "unpacks"),
     ("MOST_STRINGS", 3, "unpacks")],
)  # fmt: skip
def test_what_unpacks_to_too_much_is_refused(monkeypatch, limit, value, words):
    data = changed(GOOD, xl__sharedStrings_dot_xml=b"<sst>" + b"<si></si>" * 4 + b"</sst>")
    monkeypatch.setattr(unzipping, limit, value)

    with pytest.raises(reading.Refused, match=words):
        workbook.table(data)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)

    with pytest.raises(reading.Refused, match="more than 5 rows"):
        workbook.table(as_workbook(roll(9)))


def test_what_the_sheet_says_of_its_size_is_not_believed():
    data = as_workbook(roll(9))
    small = replaced(data, SHEET, b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>')

    assert len(workbook.table(small).rows) == 9


def test_uploads_from_before_tables_were_kept_are_still_read(school, office):
    upload = services.receive(school=school, by=office, filename="r.xlsx", data=GOOD)
    RollUpload.objects.update(content=as_csv(roll(2)))
    upload.refresh_from_db()

    found = services.look(upload)

    assert found.counts == {"new": 2}
