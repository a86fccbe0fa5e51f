"""Rolls that are wrong, hostile or no rolls: named, and nothing written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.permissions import Role
from pupils.models import Pupil, RollPiece, RollUpload
from pupils.roll import large, reading, services
from pupils.roll.columns import day
from pupils.roll.preview import preview
from schools.models import ClassGroup
from sendcase.edits import IllegalMove
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.roll import as_csv, as_table, roll, upn
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
GOOD = as_csv(roll(2)).encode()


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def office(school):
    return member(school, Role.OFFICE)


# What is sent, under which name, and the words of the refusal.
NO_ROLLS = {
    "broken zip": (b"PK\x03\x04" + GOOD, "roll.csv", "damaged"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1" + GOOD, "roll.csv", "older Excel file"),
    "pdf": (b"%PDF-1.7\n" + GOOD, "roll.csv", "PDF"),
    "program": (b"MZ\x90" + GOOD, "roll.csv", "program"),
    "gzip": (b"\x1f\x8b\x08" + GOOD, "roll.csv", "compressed"),
    "utf-16": (GOOD.decode().encode("utf-16"), "roll.csv", "UTF-16"),
    "nul": (GOOD.replace(b"Willow", b"Wil\x00low"), "roll.csv", "NUL"),
    "xml": (b"<?xml version='1.0'?><CTfile/>", "roll.csv", "XML"),
    "xml bomb": (b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>", "roll.csv", "XML"),
    "html": (b"<html><script>1</script>", "roll.csv", "XML or web page"),
    "empty": (b"  \r\n ", "roll.csv", "empty"),
    "wrong name": (GOOD, "roll.exe", "end in .csv"),
    "no letters": (b"\x81\x8d\x8f,\x90\x9d", "roll.csv", "cannot be read"),
    "headings only": (GOOD.splitlines()[0], "roll.csv", "headings only"),
    "open quote": (GOOD + b'"never closed,' + b"x," * 30, "roll.csv", "quotation mark"),
    "huge cell": (GOOD + b'"' + b"x" * 200_000 + b'"', "roll.csv", "far too long"),
    "no birth": (b"UPN,Surname,Forename,Year\n1,2,3,4", "roll.csv", "Date of birth"),
    "no numbers": (b"Surname,Forename,DOB,Year\n1,2,3,4", "roll.csv", "UPN or Admission"),
    "no names": (b"UPN,DOB,Year\n1,2,3", "roll.csv", "Legal surname"),
    "two births": (b"UPN,Surname,DOB,Date of birth,Year\n1,2,3,4,5", "roll.csv", "both the Date"),
    "many columns": (b"UPN,Surname,DOB,Year," + b"x," * 300 + b"\n1,2,3,4", "roll.csv", "columns"),
}


@pytest.mark.parametrize("what", NO_ROLLS)
def test_what_is_no_roll_is_refused_by_name_and_nothing_is_stored(client, school, office, what):
    data, name, words = NO_ROLLS[what]
    sign_in(client, office)

    answer = client.post(
        f"/{school.slug}/roll/import/", {"roll": SimpleUploadedFile(name, data, "text/csv")}
    )

    assert answer.status_code == 200
    if what == "empty":
        words = "empty"
    assert words in str(answer.context["form"].errors)
    assert not RollUpload.objects.exists()
    assert not Pupil.objects.exists()


def test_a_file_over_the_limit_is_refused(school, office, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 100)

    with pytest.raises(reading.Refused, match="larger than"):
        services.receive(school=school, by=office, filename="r.csv", data=b"x" * 101)


def test_a_file_with_too_many_rows_is_refused_and_no_part_of_it_kept(school, office, monkeypatch):
    monkeypatch.setattr(large, "LONG", 3)
    monkeypatch.setattr(large, "PIECE", 2)
    monkeypatch.setattr(reading, "MOST_OF_CSV", 5)

    with pytest.raises(reading.Refused, match="more than 5 rows"):
        services.receive(school=school, by=office, filename="r.csv", data=as_csv(roll(9)).encode())

    assert not RollUpload.objects.exists() and not RollPiece.objects.exists()


# One wrong cell in one row of a roll: column, value, words of its problem.
BAD_CELLS = [
    ("UPN", "A801200005001", "should be B"),
    ("UPN", "Q207000016049", "should be P"),
    ("UPN", "12345", "13 characters"),
    ("UPN", "\u202eB801200005001", "13 characters"),
    ("DOB", "31/02/2018", "no such day"),
    ("DOB", "14/03/18", "four figures"),
    ("DOB", "03/14/2018", "no such day"),
    ("DOB", "43173", "14/03/2018"),
    ("DOB", "14/03/2099", "in the future"),
    ("DOB", "14/03/1960", "more than 30 years"),
    ("DOB", "99999999999999999999", "14/03/2018"),
    ("DOB", "", "missing"),
    ("NC Year", "", "missing"),
    ("NC Year", "Year 99", "do not know this year"),
    ("NC Year", "²", "do not know this year"),
    ("Gender", "X", "F or M"),
    ("EAL", "perhaps", "Y or N"),
    ("FSM", "12/09/2025", "Y or N"),
    ("Ethnicity", "ZZZZ", "census codes"),
    ("Legal Surname", "x" * 101, "longer than 100"),
    ("Legal Surname", "x" * 3000, "far too long"),
    ("Legal Surname", "Mo\u200bss", "hidden character"),
    ("Legal Forename", "\u202eanimA", "hidden character"),
    ("Legal Forename", "A" + "\u0301" * 40, "hidden character"),
    ("Preferred Forename", "Bell\x07", "hidden character"),
    ("Reg Group", "x" * 61, "longer than 60"),
    ("Admission Date", "01/01/1999", "before the date of birth"),
    ("Contact 1 Email", "not an address", "e-mail address"),
    ("Contact 1 Postcode", "x" * 11, "longer than 10"),
    ("Contact 1 Parental Responsibility", "?", "Y or N"),
]


@pytest.mark.parametrize(("column", "value", "words"), BAD_CELLS)
def test_a_bad_cell_is_named_and_stops_the_whole_import(school, office, column, value, words):
    rows = roll(4)
    rows[2][column] = value
    upload = services.receive(
        school=school, by=office, filename="r.csv", data=as_csv(rows).encode()
    )

    found = services.look(upload)

    wrong = [problem for problem in found.problems if words in problem.words]
    assert [(problem.line, problem.column) for problem in wrong] == [(4, column)], found.problems
    assert found.counts["problem"] == 1
    with pytest.raises(IllegalMove):
        services.confirm(upload=upload, digest=found.digest, by=office)
    assert not Pupil.objects.exists()
    assert not ClassGroup.objects.exists()


def test_a_row_without_any_number_is_refused(school):
    rows = roll(2)
    rows[0] |= {"UPN": "", "Adno": ""}

    [problem] = preview(as_table(rows), school).problems

    assert "names alone" in problem.words


def test_a_row_without_any_name_is_refused(school):
    rows = roll(2)
    rows[0] |= {"Legal Surname": "", "Legal Forename": ""}

    assert "There is no name." in [p.words for p in preview(as_table(rows), school).problems]


@pytest.mark.parametrize("column", ["UPN", "Adno"])
def test_one_number_in_two_rows_is_a_problem_of_both(school, column):
    rows = roll(5)
    rows[3][column] = rows[1][column]

    problems = preview(as_table(rows), school).problems

    assert {problem.line for problem in problems} == {3, 5}


def test_a_row_of_too_many_cells_is_a_problem(school):
    text = as_csv(roll(2)) + ",".join(["x"] * 40)

    [problem] = preview(reading.table(text), school).problems

    assert "40 cells" in problem.words


def test_the_same_child_without_a_number_here_is_not_added_twice(school):
    rows = roll(1)
    known = PupilFactory(
        school=school, legal_first_name=rows[0]["Legal Forename"],
        legal_last_name=rows[0]["Legal Surname"], born_on=day(rows[0]["DOB"]),
    )  # fmt: skip

    [problem] = preview(as_table(rows), school).problems

    assert f"looks like {known.name}" in problem.words
    assert "no UPN" in problem.words


def test_a_namesake_with_another_number_is_another_child(school):
    rows = roll(1)
    PupilFactory(
        school=school, legal_first_name=rows[0]["Legal Forename"], upn=upn(800),
        legal_last_name=rows[0]["Legal Surname"], born_on=day(rows[0]["DOB"]),
    )  # fmt: skip

    assert preview(as_table(rows), school).counts == {"new": 1}


def test_a_number_of_quite_another_child_is_a_problem(school):
    rows = roll(1)
    PupilFactory(school=school, upn=rows[0]["UPN"], legal_first_name="Quite",
                 legal_last_name="Different", born_on="2019-01-01")  # fmt: skip

    [problem] = preview(as_table(rows), school).problems

    assert "Quite Different" in problem.words


def test_numbers_of_two_children_in_one_row_are_a_problem(school):
    rows = roll(1)
    born = day(rows[0]["DOB"])
    PupilFactory(school=school, upn=rows[0]["UPN"], legal_first_name="Ann", born_on=born)
    PupilFactory(school=school, admission_number=rows[0]["Adno"], upn=upn(801), born_on=born)

    [problem] = preview(as_table(rows), school).problems

    assert "The UPN is Ann" in problem.words


def test_a_permanent_upn_is_not_replaced_by_way_of_the_admission_number(school):
    rows = roll(1)
    PupilFactory(school=school, admission_number=rows[0]["Adno"], upn=upn(801),
                 born_on=day(rows[0]["DOB"]))  # fmt: skip

    [problem] = preview(as_table(rows), school).problems

    assert upn(801) in problem.words


def test_dates_are_checked_against_those_on_file(school):
    rows = roll(1)
    PupilFactory(
        school=school, upn=rows[0]["UPN"], born_on=day(rows[0]["DOB"]),
        legal_first_name=rows[0]["Legal Forename"], legal_last_name=rows[0]["Legal Surname"],
        admitted_on="2024-09-01",
    )  # fmt: skip
    rows[0] |= {"DOB": "01/01/2025", "Admission Date": ""}

    [problem] = preview(as_table(rows), school).problems

    assert "before the date of birth" in problem.words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_encodings_and_separators_of_real_files_are_read(school, office, encoding, delimiter):
    text = f"UPN,Surname,First name,DOB,Year\n{upn(1)},O’Neil,Zoë,2019-03-14,2\n"
    data = text.replace(",", delimiter).encode(encoding)

    upload = services.receive(school=school, by=office, filename="r.csv", data=data)
    services.confirm(upload=upload, digest=services.look(upload).digest, by=office)

    assert Pupil.objects.get(school=school).legal_name == "Zoë O’Neil"


@pytest.mark.parametrize(
    ("written", "read"),
    [("Year 3", "3"), ("03", "3"), ("Y3", "3"), ("yr 3", "3"), ("3", "3"), ("Reception", "R"),
     ("r", "R"), ("N2", "N2"), ("Nursery 1", "N1"), ("NC Year 11", "11"), ("10", "10")],
)  # fmt: skip
def test_years_are_read_as_schools_write_them(school, written, read):
    rows = roll(1)
    rows[0]["NC Year"] = written

    [fate] = preview(as_table(rows), school).fates

    assert fate.row.values["year"] == read
