"""Sessions follow from timetable and open days; a tick or a note is never lost."""

from datetime import date, timedelta

import pytest

from provision.interventions import services as interventions
from provision.models import Session
from provision.sessions import making, services
from schools.services import terms
from tests.factories.provision import in_it, marked, running
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.provision.sessions.conftest import FIRST, TODAY, days_of

pytestmark = pytest.mark.django_db
MON, WED, FRI = 0, 2, 4


def expected(first, last, weekdays=(MON, WED, FRI), but=()):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() in weekdays and day not in but]


def test_from_its_first_day_to_two_weeks_ahead(at):
    assert days_of(at.group) == expected(FIRST, TODAY + timedelta(days=14))
    row = Session.objects.filter(intervention=at.group).first()
    assert (row.minutes, row.slot.weekday, row.school) == (20, MON, at.school)


def test_any_number_of_times(at, at_most):
    before = list(Session.objects.values_list("pk", flat=True))
    with at_most(15):
        making.follow_school(at.school.pk)
    making.follow_school(at.school.pk)
    assert list(Session.objects.values_list("pk", flat=True)) == before


def test_a_day_later_there_is_one_more(at, clock):
    clock.on(TODAY + timedelta(days=3))
    making.follow_school(at.school.pk)
    assert days_of(at.group)[-1] == date(2026, 12, 14)


def test_nothing_after_its_last_day(at, clock):
    clock.on(date(2026, 12, 16))
    making.follow_school(at.school.pk)
    assert days_of(at.group)[-1] == date(2026, 12, 18)


def test_a_closure_takes_them_away_and_its_end_brings_them_back(at):
    closed = date(2026, 12, 2)
    row = terms.add_closure(
        school=at.school, name="Training day", starts_on=closed, ends_on=closed, by=at.senco
    )
    assert closed not in days_of(at.group)
    terms.remove_closure(closure=row, by=at.senco)
    assert closed in days_of(at.group)


def test_what_was_ticked_or_noted_stays_on_a_day_that_is_closed_afterwards(at):
    ticked, noted, gone = Session.objects.filter(on__lt=TODAY).order_by("on")[:3]
    marked(ticked, at.place, by=at.helper)
    services.note(session=noted, version=noted.version, by=at.helper, text="Only Ben came.")
    marked(gone, at.place, outcome="", by=at.helper)  # taken back
    terms.add_closure(
        school=at.school, name="Flood", starts_on=FIRST, ends_on=FIRST + timedelta(days=6),
        by=at.senco,
    )  # fmt: skip
    assert days_of(at.group)[:3] == [ticked.on, noted.on, FIRST + timedelta(days=7)]


def test_another_timetable_from_a_day_on(at):
    thursday = {"weekday": 3, "starts_at": None, "minutes": 30, "room": ""}
    day = date(2026, 11, 23)
    interventions.set_timetable(intervention=at.group, by=at.senco, from_on=day, slots=[thursday])
    last = TODAY + timedelta(days=14)
    assert days_of(at.group) == expected(FIRST, date(2026, 11, 22)) + expected(day, last, [3])


def test_a_timetable_put_right_on_the_same_day_has_no_session_twice(at):
    for minutes in (25, 30):
        slots = [{"weekday": FRI, "starts_at": None, "minutes": minutes, "room": ""}]
        interventions.set_timetable(intervention=at.group, by=at.senco, from_on=TODAY, slots=slots)
    rows = Session.objects.filter(intervention=at.group, on=TODAY)
    assert [row.minutes for row in rows] == [30]


def test_what_ends_earlier_has_no_session_afterwards(at):
    on = date(2026, 11, 20)
    late = Session.objects.get(on=date(2026, 11, 25))
    marked(late, at.place, by=at.helper)
    interventions.end(
        intervention=at.group, version=at.group.version, by=at.senco, on=on, reason="Done."
    )
    assert days_of(at.group) == [*expected(FIRST, on), late.on]


def test_a_proposal_has_none_until_it_is_agreed(at):
    asked = interventions.start(
        school=at.school, by=at.senco, agreed=False, name="Lego", starts_on=FIRST, minutes=30,
        times=1,
    )  # fmt: skip
    slots = [{"weekday": MON, "starts_at": None, "minutes": 30, "room": ""}]
    interventions.set_timetable(intervention=asked, by=at.senco, from_on=FIRST, slots=slots)
    assert days_of(asked) == []
    interventions.agree(intervention=asked, version=asked.version, by=at.senco)
    assert days_of(asked) == expected(FIRST, TODAY + timedelta(days=14), [MON])


def test_one_that_was_moved_is_not_made_again(at):
    row = Session.objects.get(on=date(2026, 11, 30))
    services.move(session=row, version=row.version, by=at.helper, on=date(2026, 12, 1))
    making.follow_school(at.school.pk)
    days = days_of(at.group)
    assert date(2026, 11, 30) not in days and date(2026, 12, 1) in days


def test_one_that_was_moved_and_ticked_stays_the_only_one_where_its_day_is_closed_later(at):
    planned, on = date(2026, 11, 25), date(2026, 11, 24)
    row = Session.objects.get(on=planned)
    row = services.move(session=row, version=row.version, by=at.helper, on=on)
    marked(row, at.place, by=at.helper)
    before = days_of(at.group)

    terms.add_closure(school=at.school, name="Flood", starts_on=on, ends_on=on, by=at.senco)

    assert days_of(at.group) == before
    making.follow_school(at.school.pk)
    assert planned not in days_of(at.group)


def test_a_school_without_terms_is_open_on_weekdays(clock):
    school = SchoolFactory()
    group = running(school, days=(MON,), starts_on=FIRST)
    in_it(group, PupilFactory(school=school))
    assert days_of(group) == expected(FIRST, TODAY + timedelta(days=14), [MON])


def test_no_session_in_the_summer_where_no_terms_are_entered(clock):
    clock.on(date(2026, 7, 22))
    group = running(SchoolFactory(), days=(MON, WED), starts_on=date(2026, 7, 13))
    days = days_of(group)
    assert days == [date(2026, 7, day) for day in (13, 15, 20, 22)]


def test_no_more_than_a_year_back(clock):
    group = running(SchoolFactory(), days=(MON,), starts_on=date(2024, 9, 2))
    assert days_of(group)[0] == date(2025, 12, 1)
