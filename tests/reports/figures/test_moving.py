"""What moved between two days, and how many children that are, for the door."""

from datetime import timedelta

import pytest

from reports import disclosure, figures
from reports.figures import moving
from sendcase import moment
from tests.factories.people import UserFactory
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def days():
    today = moment.today()
    return today - 90 * DAY, today


def row(raw, words) -> int:
    return dict(raw.rows)[words][0]


@pytest.fixture
def moved(school, days):
    """One joined, one left, two came on, one went up, one stayed where they were."""
    since, until = days
    old = {"school": school, "admitted_on": since - 500 * DAY}
    by = UserFactory()
    PupilFactory(school=school, admitted_on=since + DAY)
    PupilFactory(**old, left_on=since)
    for _ in range(2):
        placed(PupilFactory(**old), "sen-support", by=by, on=since + DAY)
    up = PupilFactory(**old)
    placed(up, "sen-support", by=by, on=since)
    placed(up, "ehc-plan", by=by, on=until)
    stays = PupilFactory(**old)
    placed(stays, "sen-support", by=by, on=since - DAY)
    return stays


def test_each_move_stands_in_its_row(school, days, moved):
    raw = figures.between(school, *days)

    assert row(raw, moving.JOINED) == 1
    assert row(raw, moving.LEFT) == 1
    assert row(raw, moving.ON) == 2
    assert row(raw, moving.OFF) == 0
    assert row(raw, moving.UP) == 1
    assert row(raw, moving.DOWN) == 0


def test_a_child_who_moved_twice_is_one_child(school, days, moved):
    assert figures.moved(school, *days) == 5


def test_each_table_counts_its_own_movers(school, days, moved):
    by_table = figures.moved_by_table(school, *days)
    assert by_table["register"] == 2  # who went up stayed on it
    assert by_table["provision"] == 3
    assert by_table["sex"] == 3  # two came on, one is in the other column now
    assert by_table["year"] == 3  # September lies between: going up a year is no secret
    assert by_table["stage"] == 3


def test_nobody_moved_in_no_time(school, days, moved):
    assert figures.moved(school, days[1], days[1]) == 0
    assert set(figures.moved_by_table(school, days[1], days[1]).values()) == {0}


def test_cells_that_were_kept_see_what_has_no_history(school, days, moved):
    before = figures.kept(figures.sheets_on(school, days[1]))
    moved.fsm = True
    moved.save()
    now = figures.sheets_on(school, days[1])

    assert figures.moves(before, now)["groups"] == 1
    assert figures.moves(before, now)["stage"] == 0
    assert figures.moved_by_table(school, days[1], days[1])["groups"] == 0


def test_moves_are_counted_since_each_table_was_counted(school, days, moved):
    first = disclosure.edition(days[0] - DAY, figures.on_day(school, days[0] - DAY), None, 0)
    found = figures.moved_since(school, first, days[1])
    assert found == figures.moved_by_table(school, days[0] - DAY, days[1])
    assert found["register"] == 3  # the day before, who stays was not on it yet
