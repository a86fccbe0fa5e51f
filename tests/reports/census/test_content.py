"""The return as one value: its digest, its figures, what differs."""

from copy import deepcopy
from datetime import date
from types import SimpleNamespace

from reports.census import content, sheets
from reports.census.rules import Row, Setting

SPRING, AUTUMN = date(2026, 1, 15), date(2026, 10, 1)
SCHOOL = SimpleNamespace(name="Oakfield", urn="100000", laestab="8550000", slug="oakfield")
AMINA = Row(1, "B801200005001", "Brightwater", "Amina", date(2018, 3, 14), "K", (("SLCN", 1),),
            in_unit=False, in_resourced=False)  # fmt: skip
BEN = Row(2, "R674123101121", "Cole", "Ben", date(2017, 9, 2), "N")
CARA = Row(3, "", "=Deng", "Cara", date(2019, 1, 1), "E", (("ASD", 1), ("SLCN", 2)),
           in_unit=True, in_resourced=False)  # fmt: skip


def value(*rows, day=SPRING):
    return content.of(day, SCHOOL, Setting("mainstream", True, False), list(rows))


def changed(before, after, **fields):
    other = deepcopy(after)
    other["rows"][0] |= fields
    return [each.words for each in content.differences(before, other)]


def test_the_same_return_has_the_same_digest_and_another_has_another():
    assert content.sha_of(value(AMINA, BEN)) == content.sha_of(value(AMINA, BEN))
    assert content.sha_of(value(AMINA, BEN)) != content.sha_of(value(AMINA))
    assert content.counts(value(AMINA, BEN, CARA)) == {"N": 1, "K": 1, "E": 1}


def test_nothing_differs_from_itself():
    assert content.differences(value(AMINA, BEN, CARA), value(AMINA, BEN, CARA)) == []


def test_who_came_and_who_left():
    found = content.differences(value(AMINA, BEN), value(BEN, CARA))
    assert [(each.pupil, each.words) for each in found] == [
        (3, "New on roll, E"), (1, "No longer on roll; was K"),
    ]  # fmt: skip


def test_what_is_about_sen_stands_before_who_came_and_left_without():
    found = content.differences(value(), value(BEN, AMINA, CARA))
    assert [each.pupil for each in found] == [1, 3, 2]
    off = content.differences(value(BEN, AMINA), value(CARA))
    assert [each.pupil for each in off] == [3, 1, 2]


def test_each_fact_that_differs_is_named():
    was = value(AMINA)
    assert changed(was, was, code="E") == ["K became E"]
    assert changed(was, was, types=[["ASD", 1]]) == ["Type of need: SLCN became ASD"]
    assert changed(was, was, unit=True) == ["SEN unit: No became Yes"]
    assert changed(was, was, resourced=True) == ["Resourced provision: No became Yes"]
    assert changed(was, was, upn="X") == ["UPN changed"]
    assert changed(was, was, born="2018-03-15") == ["Date of birth changed"]
    assert changed(was, was, last="Stone") == ["Was called Amina Brightwater"]


def test_types_are_compared_between_springs_only():
    assert changed(value(AMINA, day=AUTUMN), value(AMINA), types=[["ASD", 1]]) == []


def test_the_file_has_a_column_for_each_thing_and_runs_nothing():
    sheet = sheets.sheet_of(value(AMINA, CARA), SCHOOL, mark="draft")
    assert sheet.name == "oakfield-census-2026-01-15-draft"
    assert sheet.rows[0] == ["B801200005001", "Brightwater", "Amina", date(2018, 3, 14), "K",
                             "SLCN", "", "No", "No"]  # fmt: skip
    assert sheet.rows[1][4:] == ["E", "ASD", "SLCN", "Yes", "No"]
    assert all(len(row) == len(sheets.HEADINGS) for row in sheet.rows)
