"""What is returned comes from the history of the day, not from today."""

from datetime import date, timedelta

import pytest

from register import services
from reports.census import reading
from sendcase import moment
from tests.factories.ehcp import written_plan
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.reports.census.conftest import DAY

pytestmark = pytest.mark.django_db


def rows(school, day=DAY):
    return {row["pupil"]: row for row in reading.extract(school, day).content["rows"]}


@pytest.mark.parametrize(
    ("admitted_on", "left_on", "is_here"),
    [(DAY, None, True), (DAY + timedelta(1), None, False), (None, DAY, True),
     (None, DAY - timedelta(1), False), (None, None, True)],
)  # fmt: skip
def test_on_roll_from_the_first_day_to_the_last(school, child, admitted_on, left_on, is_here):
    pupil = child(admitted_on=admitted_on, left_on=left_on)
    assert (pupil.pk in rows(school)) is is_here


def test_nobody_of_another_school(school):
    other = PupilFactory()
    assert other.pk not in rows(school)


def test_a_school_without_children_is_told_that_its_return_is_empty(school, child):
    [problem] = reading.extract(school, DAY).problems
    assert "Nobody was on roll" in problem.words and not problem.blocks
    child()
    assert reading.extract(school, DAY).problems == []


def test_the_code_of_the_day_and_not_of_today(school, child, senco):
    pupil = child()
    placed(pupil, on=date(2025, 9, 8), by=senco)
    services.close(entry=pupil.register_entries.get(), reason="Caught up.", by=senco,
                   on=date(2026, 5, 1))  # fmt: skip
    assert rows(school)[pupil.pk]["code"] == "K"
    assert rows(school)[pupil.pk]["types"] == [["SLCN", 1]]
    assert rows(school, date(2025, 9, 7))[pupil.pk]["code"] == "N"
    assert rows(school, date(2026, 4, 30))[pupil.pk]["code"] == "K"
    assert rows(school, date(2026, 5, 1))[pupil.pk]["code"] == "N"


def test_the_types_of_the_entry_of_that_day(school, child, senco):
    pupil = child()
    placed(pupil, on=date(2025, 9, 8), by=senco)
    placed(pupil, on=date(2026, 3, 2), by=senco, needs=[("ASD", ""), ("SLCN", ""), ("HI", "")])
    assert rows(school)[pupil.pk]["types"] == [["SLCN", 1]]
    assert rows(school, date(2027, 1, 21))[pupil.pk]["types"] == [["ASD", 1], ["SLCN", 2]]


def test_an_ehc_plan_in_force_that_the_register_does_not_say(school, child, senco):
    pupil = child()
    placed(pupil, on=date(2025, 9, 8), by=senco)
    plan = written_plan(pupil=pupil, issued_on=date(2025, 12, 1))
    assert plan.state == "in_force"
    [problem] = reading.extract(school, DAY).problems
    assert (problem.pupil, problem.blocks, problem.where) == (pupil.pk, True, "register")
    assert reading.extract(school, date(2025, 11, 30)).problems == []


def test_names_stand_in_order_and_the_problems_too(school, child):
    for n, last in enumerate(("O'Neil", "Ólafur", "Anders")):
        child(n, legal_last_name=last, upn="")
    found = reading.extract(school, DAY)
    assert [row["last"] for row in found.content["rows"]] == ["Anders", "Ólafur", "O'Neil"]
    assert [each.pupil for each in found.problems] == [
        row["pupil"] for row in found.content["rows"]
    ]


def test_what_blocks_stands_before_what_is_only_to_be_looked_at(school, child):
    child(legal_last_name="Anders", upn="Z85521232600A")
    child(1, legal_last_name="Brook", upn="")
    assert [each.blocks for each in reading.extract(school, DAY).problems] == [True, False]


@pytest.mark.parametrize("size", [10, 200])
def test_four_queries_at_any_size(school, senco, size, django_assert_num_queries):
    for pupil in PupilFactory.create_batch(size, school=school)[:8]:
        placed(pupil, by=senco, on=date(2025, 9, 8))
    with django_assert_num_queries(4):
        assert len(reading.extract(school, moment.today()).content["rows"]) == size
