"""The lists of the leavers are begun in the spring term: due, met, fallen away, counted again."""

from datetime import date, datetime, timedelta

import pytest

from iep.moves import beginning, services
from iep.moves.models import SchoolMove
from iep.tasks import transitions
from register import services as register
from reminders import recount
from reminders.models import Deadline
from sendcase import moment
from tests.factories.pupils import PupilFactory
from tests.factories.register import placed
from tests.iep.moves.test_moves import leaver, terms  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day():
    with moment.at(datetime(2026, 11, 25, 9, tzinfo=moment.LONDON)):
        yield


def on(day):
    return moment.at(datetime(day.year, day.month, day.day, 9, tzinfo=moment.LONDON))


def rows():
    return Deadline.objects.filter(kind=beginning.KEY)


def differences(pupil):
    """Of this kind; the other rooms keep theirs in tasks that do not run here."""
    return [said for said in recount.differences(pupil.school_id) if beginning.KEY in said]


@pytest.mark.parametrize(
    ("day", "is_open"),
    [(date(2026, 12, 18), False), (date(2027, 1, 3), False), (date(2027, 1, 4), True),
     (date(2027, 7, 21), True), (date(2027, 9, 1), False)],
)  # fmt: skip
def test_it_is_due_from_the_first_day_of_the_spring_term(terms, leaver, day, is_open):  # noqa: F811
    with on(day):
        transitions()
        transitions()

        assert [row.due_on for row in rows().open()] == [date(2027, 2, 1)] * is_open
        assert not differences(leaver)


def test_the_last_list_meets_it(terms, leaver):  # noqa: F811
    with on(date(2027, 1, 4)):
        transitions()
        services.start_move(pupil=leaver, direction=SchoolMove.Direction.LEAVING, by=None)

        assert rows().get().state == Deadline.State.DONE
        assert not differences(leaver)


def test_who_comes_later_opens_it_again(case, terms, leaver):  # noqa: F811
    with on(date(2027, 1, 4)):
        services.start_move(pupil=leaver, direction=SchoolMove.Direction.LEAVING, by=None)
    with on(date(2027, 3, 1)):
        later = PupilFactory(school=case.school, class_group=case.klass, year="6")
        entry = placed(later, by=case.senco)

        assert rows().open().get().due_on < moment.today() - timedelta(days=20)
        assert not differences(leaver)
        register.close(entry=entry, on=moment.today(), reason="No need.", by=case.senco)
        assert sorted(rows().values_list("state", flat=True)) == ["dropped"]
        assert not differences(leaver)


def test_it_says_how_many_lists_were_begun(case, terms, leaver):  # noqa: F811
    with on(date(2027, 1, 4)):
        assert services.start_leavers(school=case.school, by=case.senco) == 1
        assert services.start_leavers(school=case.school, by=case.senco) == 0
        assert not rows().open().exists()


def test_where_nobody_leaves_nothing_is_due(case, terms):  # noqa: F811
    with on(date(2027, 1, 11)):
        transitions()

    assert not rows().exists()
