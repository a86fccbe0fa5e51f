"""Days, amounts, people and times that change afterwards: nothing that stood comes to contradict
itself.
"""

import uuid
from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from provision.costs import reading
from provision.costs.years import year_from
from provision.interventions import placing
from provision.interventions import services as interventions
from provision.map import copying
from provision.map.reading import runs_of
from provision.models import Promise, Session, Slot
from provision.promised import services as promised
from provision.sessions import reach
from provision.sessions.services import tick
from reminders.recount import differences
from schools.calendar import Span
from schools.services import terms
from sendcase import moment
from tests.factories.people import member
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.provision.sessions.conftest import FIRST, LAST, TODAY, days_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MONDAY, TUESDAY = 0, 1


def times(at, day, *weekdays):
    slots = [{"weekday": n, "starts_at": None, "minutes": 20, "room": ""} for n in weekdays]
    interventions.set_timetable(intervention=at.group, by=at.senco, from_on=day, slots=slots)


class TestTimetable:
    def test_put_back_on_the_same_day_it_is_as_it_was(self, at):
        before = days_of(at.group)
        times(at, FIRST, TUESDAY)
        times(at, FIRST, 0, 2, 4)
        assert days_of(at.group) == before

    def test_an_earlier_one_takes_the_place_of_one_that_was_to_follow(self, at):
        later = date(2026, 12, 7)
        times(at, later, TUESDAY)
        times(at, date(2026, 11, 30), MONDAY)
        ahead = [day for day in days_of(at.group) if day > TODAY]
        assert ahead == [date(2026, 11, 30), later]

    def test_a_slip_of_the_same_day_costs_nothing_and_is_not_on_the_map(self, at):
        times(at, FIRST, TUESDAY)
        plan = list(reading.Book(at.school, year_from(2026, 4)).planned())
        assert {given.on.weekday() for given in plan} == {TUESDAY}
        [run] = runs_of(at.senco, at.school, Span("Autumn", date(2026, 9, 1), LAST))
        assert [slot.weekday for slot in run.slots] == [TUESDAY]


def test_another_amount_from_an_earlier_day_leaves_ticks_where_they_are(at):
    for row in Session.objects.filter(intervention=at.group, on__lte=TODAY):
        tick(session=row, by=at.helper, outcome="delivered", tick=uuid.uuid4(),
             seen={at.place.pk: 0, at.other_place.pk: 0})  # fmt: skip

    said = at.place.promise
    promised.change(promise=said, version=said.version, by=at.senco, from_on=date(2026, 11, 16),
                    minutes=30, times=3, per="week")  # fmt: skip

    assert not reach.unticked(Session.objects.all()).exists()
    assert reach.places_of(at.today).count() == 2
    assert differences(at.school.pk) == []


def test_a_child_whose_amount_changes_takes_one_place(at):
    said = at.place.promise
    promised.change(promise=said, version=said.version, by=at.senco, from_on=date(2026, 12, 7),
                    minutes=30, times=3, per="week")  # fmt: skip
    assert placing.taken(at.group, TODAY) == 2


def test_a_promise_without_an_end_does_not_get_one_from_an_intervention(at):
    group = running(at.school, at.senco, ends_on=None)
    lasting = promised.promise(pupil=at.amina, by=at.senco, what="Reading with an adult",
                               minutes=15, times=5, from_on=group.starts_on)  # fmt: skip
    place = in_it(group, at.amina, at.senco, keeps=lasting)

    interventions.save(intervention=group, version=None, by=at.senco, ends_on=LAST)

    place.refresh_from_db()
    lasting.refresh_from_db()
    assert (place.until_on, lasting.until_on) == (LAST, None)


def test_who_gives_it_changes_and_so_does_whose_ticking_is_due(at):
    staff = at.group.staff.get()
    interventions.end_staff(staff=staff, by=at.senco, until_on=TODAY - DAY)
    assert differences(at.school.pk) == []
    interventions.add_staff(intervention=at.group, by=at.senco, from_on=FIRST,
                            user=member(at.school, Role.SUPPORT))  # fmt: skip
    assert differences(at.school.pk) == []


def test_an_amount_may_change_before_a_change_that_was_to_come(at):
    said = at.place.promise
    for day, minutes in ((date(2026, 12, 7), 30), (date(2026, 11, 30), 25)):
        promised.change(promise=said, version=None, by=at.senco, from_on=day, minutes=minutes,
                        times=3, per="week")  # fmt: skip
    rows = Promise.objects.filter(pupil=at.amina)
    assert [(row.minutes, row.until_on) for row in rows] == [
        (20, date(2026, 11, 29)), (25, date(2026, 12, 6)), (30, LAST)
    ]  # fmt: skip
    assert [row.replaces for row in rows] == [None, rows[0], rows[1]]


def test_one_promise_kept_by_two_in_turn_is_made_anew_once(at):
    second = running(at.school, at.senco, name="Second half", ends_on=LAST)
    in_it(second, at.amina, at.senco, keeps=at.place.promise)
    terms.add_term(school=at.school, name="Spring", starts_on=date(2027, 1, 4),
                   ends_on=date(2027, 3, 26), by=at.senco)  # fmt: skip
    spring = Span("Spring", date(2027, 1, 4), date(2027, 3, 26))

    for group in (at.group, second):  # by two presses
        copying.copy(school=at.school, term=spring, chosen=[group], with_pupils={group.pk},
                     by=at.senco)  # fmt: skip

    assert Promise.objects.filter(pupil=at.amina, from_on=spring.starts_on).count() == 1


@pytest.mark.parametrize("first", [FIRST - DAY * 7, FIRST + DAY * 7])
def test_another_first_day_takes_along_what_was_to_begin_with_it(at, first):
    interventions.save(intervention=at.group, version=None, by=at.senco, starts_on=first)

    at.place.refresh_from_db()
    assert (at.place.from_on, at.place.promise.from_on) == (first, FIRST)
    assert {row.from_on for row in at.group.staff.all()} == {first}
    assert {row.from_on for row in Slot.objects.all()} == {first}
    assert days_of(at.group)[0] == first
    assert differences(at.school.pk) == []


def test_before_it_began_the_promise_begins_with_it_too(at):
    first = TODAY + DAY * 10
    group = running(at.school, at.senco, starts_on=first, ends_on=LAST)
    place = in_it(group, at.amina, at.senco)
    interventions.save(intervention=group, version=None, by=at.senco, starts_on=first + DAY * 2)
    place.refresh_from_db()
    assert place.from_on == place.promise.from_on == first + DAY * 2


def test_one_that_stops_answers_those_who_asked_for_a_place(at):
    child = PupilFactory(school=at.school)
    teacher = member(at.school, Role.TEACHER)
    [wish] = placing.wish(intervention=at.group, pupils=[child], by=teacher)
    interventions.end(intervention=at.group, version=None, by=at.senco, on=moment.today(),
                      reason="The room is needed.")  # fmt: skip
    wish.refresh_from_db()
    assert wish.decided_on is not None
