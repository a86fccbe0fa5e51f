"""The tables of a day against a school counted by hand, and against an independent recount."""

import random
from datetime import date, timedelta

import pytest

from register.models import NeedType, RegisterEntry
from reports import figures
from reports.figures import behind
from reports.figures.years import year_on
from sendcase import moment
from tests.factories.people import UserFactory, member
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def counts(raws, key, row) -> tuple[int, ...]:
    table = next(each for each in raws if each.key == key)
    return dict(table.rows)[row]


@pytest.fixture
def twelve(school):
    """Twelve children: four with SEN support, three with a plan, one watched, four with nothing."""
    today, by = moment.today(), UserFactory()

    def child(sex, year="3", stage=None, needs=None, **facts):
        row = PupilFactory(school=school, sex=sex, year=year, admitted_on=today - 900 * DAY,
                           **facts)  # fmt: skip
        if stage:
            fields = {"needs": needs} if needs else {}
            placed(row, stage, by=by, on=today - 200 * DAY, **fields)
        return row

    semh = [(NeedType.SEMH, "")]
    child("F", stage="sen-support")
    child("M", stage="sen-support", fsm=True)
    child("M", stage="sen-support", year="4", needs=semh)
    child("", stage="sen-support", year="4", eal=True)
    child("M", stage="ehc-plan", year="5", fsm=True, looked_after=True)
    child("M", stage="ehc-plan", year="5", needs=semh)
    child("F", stage="ehc-plan", year="4", needs=[(NeedType.DS, "")])
    child("F"), child("F"), child("M", year="6", fsm=True), child("M")
    child("F", stage=watched_stage(school))
    PupilFactory(fsm=True)  # another school's
    return school


def watched_stage(school):
    return school.stages.get(is_monitoring=True)


def test_twelve_children_by_hand(twelve):
    raws = figures.on_day(twelve, moment.today())

    assert counts(raws, "register", "All children") == (12,)
    assert counts(raws, "provision", "SEN support") == (4,)
    assert counts(raws, "provision", "EHC plan") == (3,)
    assert counts(raws, "register", "Watched, no extra help yet") == (1,)
    assert counts(raws, "stage", "All at a stage") == (8,)
    assert counts(raws, "sex", "Girls") == (1, 1)
    assert counts(raws, "sex", "Boys") == (2, 2)
    assert counts(raws, "sex", "Not recorded") == (1, 0)
    assert counts(raws, "year", "Year 4") == (2, 1)
    assert counts(raws, "year", "Year 6") == (0, 0)
    assert counts(raws, "groups", "Free school meals") == (1, 1)
    assert counts(raws, "groups", "English as an additional language") == (1, 0)
    assert counts(raws, "groups", "Looked after") == (0, 1)
    assert counts(raws, "type", "Social, emotional and mental health") == (1, 1)
    assert counts(raws, "type", "Down syndrome") == (0, 1)
    assert counts(raws, "type", "All with support") == (4, 3)


def test_a_child_counts_in_each_of_their_areas_once(twelve):
    raws = figures.on_day(twelve, moment.today())
    table = next(each for each in raws if each.key == "area")
    by_area = [counts for words, counts in table.rows if words != table.of]
    assert [sum(column) for column in zip(*by_area, strict=True)] == [4, 2]  # DS is of no area


def test_parts_that_add_up_do(twelve):
    for raw in figures.on_day(twelve, moment.today()):
        rows = dict(raw.rows)
        whole = rows.pop(raw.of, None)
        if raw.adds:
            assert whole == tuple(map(sum, zip(*rows.values(), strict=True))), raw.key


def test_only_the_first_type_of_need_counts(school):
    placed(PupilFactory(school=school), needs=[(NeedType.SLCN, ""), (NeedType.SEMH, "")])
    raws = figures.on_day(school, moment.today())
    assert counts(raws, "type", "Speech, language and communication needs") == (1, 0)
    assert counts(raws, "type", "Social, emotional and mental health") == (0, 0)


def test_a_past_day_is_told_from_the_dates(school):
    today, by = moment.today(), UserFactory()
    row = PupilFactory(school=school, admitted_on=today - 400 * DAY)
    placed(row, "sen-support", by=by, on=today - 300 * DAY)
    placed(row, "ehc-plan", by=by, on=today - 100 * DAY)
    PupilFactory(school=school, admitted_on=today - 10 * DAY)
    PupilFactory(school=school, admitted_on=today - 800 * DAY, left_on=today - 50 * DAY)

    def seen(days):
        raws = figures.on_day(school, today - days * DAY)
        rows = [("register", "All children"), ("provision", "SEN support"),
                ("provision", "EHC plan")]  # fmt: skip
        return tuple(counts(raws, *each)[0] for each in rows)

    assert seen(0) == (2, 0, 1)
    assert seen(10) == (2, 0, 1)
    assert seen(50) == (2, 0, 1)  # their last day counts
    assert seen(51) == (2, 0, 1)
    assert seen(100) == (2, 0, 1)
    assert seen(101) == (2, 1, 0)
    assert seen(301) == (2, 0, 0)
    assert seen(500) == (1, 0, 0)
    assert seen(801) == (0, 0, 0)


def test_a_first_day_nobody_wrote_down_is_the_first_of_any_record(school):
    today = moment.today()
    row = PupilFactory(school=school, admitted_on=None)
    placed(row, "sen-support", on=today - 30 * DAY)

    def here(days):
        return counts(figures.on_day(school, today - days * DAY), "register", "All children")

    assert here(30) == (1,)
    assert here(31) == (0,)
    assert figures.first_record(school) == today - 30 * DAY


@pytest.mark.parametrize(("now", "then", "was"), [
    ("3", date(2026, 9, 1), "3"), ("3", date(2026, 8, 31), "2"), ("1", date(2025, 10, 1), "R"),
    ("R", date(2025, 10, 1), "N2"), ("E1", date(2024, 10, 1), ""), ("M", date(2020, 1, 1), "M"),
    ("X", date(2020, 1, 1), "X"), ("13", date(2013, 11, 1), "R"),
])  # fmt: skip
def test_the_year_is_worked_back(now, then, was):
    assert year_on(now, date(2026, 11, 24), then) == was


def test_what_has_no_history_is_said_of_a_past_day_only():
    assert figures.history(moment.today()) == {}
    assert set(figures.history(moment.today() - DAY)) == {"register", "year", "sex", "groups"}


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_are_counted_right(school, seed):
    dice, today = random.Random(seed), moment.today()
    rows = PupilFactory.create_batch(14, school=school, admitted_on=today - 700 * DAY)
    stages = list(school.stages.all())
    for row in rows:
        day = today - 600 * DAY
        while (day := day + dice.randrange(1, 250) * DAY) <= today and dice.random() < 0.8:
            before = row.register_entries.first()
            if before and before.stage.closed_on:
                break
            placed(row, dice.choice(stages), on=day)
        if dice.random() < 0.3:
            row.left_on = today - dice.randrange(400) * DAY
            row.save()
    for _ in range(8):
        day = today - dice.randrange(650) * DAY
        assert (recounted(school, rows, day)) == mine(school, day)


def recounted(school, rows, day):
    """Child by child, entry by entry: no query of the code under test."""
    here = [row for row in rows if row.left_on is None or row.left_on >= day]
    codes = []
    for row in here:
        for entry in RegisterEntry.objects.filter(pupil=row):
            if entry.from_on <= day and (entry.until_on is None or entry.until_on >= day):
                codes.append((entry.stage.name, entry.on_register, entry.census_code))
    return (
        len(here), sum(code[1] for code in codes), sum(code[2] == "K" for code in codes),
        sum(code[2] == "E" for code in codes),
        {stage.name: sum(code[0] == stage.name for code in codes) for stage in school.stages.all()},
    )  # fmt: skip


def mine(school, day):
    raws = figures.on_day(school, day)
    one = [("register", "All children"), ("register", "On the register"),
           ("provision", "SEN support"), ("provision", "EHC plan")]  # fmt: skip
    stages = next(each for each in raws if each.key == "stage")
    by_stage = {words: found[0] for words, found in stages.rows if words != stages.of}
    return (*(counts(raws, *each)[0] for each in one), by_stage)


@pytest.mark.parametrize("size", [10, 200])
def test_nine_queries_at_any_size(school, size, django_assert_max_num_queries):
    PupilFactory.create_batch(size, school=school, admitted_on=None)
    for row in school.pupils.all()[: size // 4]:
        placed(row)
    with django_assert_max_num_queries(9):
        figures.on_day(school, moment.today() - DAY)


def test_names_behind_a_row_are_for_those_who_may_read_them(twelve):
    senco, governor = member(twelve, "senco"), member(twelve, "governor")
    other = member(SchoolFactory(), "senco")
    today = moment.today()

    def seen(user, *row):
        return len(behind.children_then(user, twelve, today, *row))

    assert seen(senco, "provision", "EHC plan") == 3
    assert seen(senco, "sex", "Boys", "EHC plan") == 2
    assert seen(senco, "groups", "Free school meals") == 2
    assert seen(senco, "provision", "No such row") == 0
    assert seen(senco, "no-such-table", "EHC plan") == 0
    assert seen(governor, "provision", "EHC plan") == 0
    assert seen(other, "provision", "EHC plan") == 0
    assert seen(member(twelve, "teacher"), "provision", "EHC plan") == 0


@pytest.mark.parametrize("size", [10, 200])
def test_the_names_cost_no_query_each(school, size, django_assert_max_num_queries):
    by = UserFactory()
    for row in PupilFactory.create_batch(size, school=school):
        placed(row, by=by)
    senco = member(school, "senco")
    with django_assert_max_num_queries(11):
        rows = behind.children_then(senco, school, moment.today(), "provision", "SEN support")
        assert len([(row.name, row.class_group) for row, _ in rows]) == size
