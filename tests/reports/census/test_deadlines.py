"""The return of a term's census day is handed in by that day; then the head approves it soon."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from reminders.models import Deadline
from reminders.recount import compared
from reports import tasks
from reports.census import deadlines, reading, services
from reports.census.deadlines import APPROVE, CHECK
from schools.models import Term
from schools.services import terms
from sendcase import moment
from tests.factories.people import sign_in
from tests.reports.census.conftest import DAY

pytestmark = pytest.mark.django_db
SPRING = {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 27)}


@pytest.fixture(autouse=True)
def on_the_day():
    with moment.at(datetime(2026, 1, 15, 12, tzinfo=moment.LONDON)):
        yield


@pytest.fixture
def spring(school, senco):
    return terms.add_term(school=school, name="Spring", by=senco, **SPRING)


def open_now(school) -> dict:
    assert not list(compared(school.pk, {CHECK, APPROVE}))
    rows = Deadline.objects.open().filter(school=school, kind__in=[CHECK, APPROVE])
    return {row.kind: (row.object_id, row.due_on, row.owner_role) for row in rows}


def hand_in(school, by, day=DAY):
    seen = reading.extract(school, day).sha256
    return services.hand_in(school=school, day=day, seen=seen, by=by)


def test_it_is_due_on_the_census_day_of_the_term(school, spring):
    tasks.other_reports()
    tasks.other_reports()
    assert open_now(school) == {CHECK: (spring.pk, DAY, "senco")}


def test_handed_in_it_waits_for_the_head_and_approving_ends_it(school, spring, senco, head):
    row = hand_in(school, senco)
    assert open_now(school) == {APPROVE: (row.pk, DAY + timedelta(days=5), "head")}
    services.approve(census=row, seen=row.handed_sha256, by=head)
    assert open_now(school) == {}
    closed = Deadline.objects.filter(kind__in=[CHECK, APPROVE])
    assert set(closed.values_list("state", flat=True)) == {"done"}


def test_a_day_of_the_schools_own_is_the_same_census(school, spring, senco):
    hand_in(school, senco, date(2026, 1, 14))
    assert CHECK not in open_now(school)


def test_the_return_of_another_term_is_not_this_ones(school, spring, senco):
    hand_in(school, senco, date(2025, 10, 2))
    assert CHECK in open_now(school)


def test_a_term_that_went_by_without_one_is_dropped_with_the_next(school, spring):
    Term.objects.create(
        school=school, name="Summer", starts_on=date(2026, 4, 13), ends_on=date(2026, 7, 17)
    )
    with moment.at(datetime(2026, 4, 13, 9, tzinfo=moment.LONDON)):
        deadlines.keep_all()
        assert open_now(school)[CHECK][1] == date(2026, 5, 21)
    assert Deadline.objects.get(kind=CHECK, object_id=spring.pk).state == "dropped"


def test_four_weeks_after_the_day_nobody_is_asked_any_more(school, spring):
    for days, still in ((28, True), (29, False)):
        with moment.at(datetime(2026, 1, 15, 9, tzinfo=moment.LONDON) + timedelta(days=days)):
            deadlines.keep_all()
            assert (CHECK in open_now(school)) is still
    assert Deadline.objects.get(kind=CHECK).state == "dropped"


def test_half_a_term_without_a_census_day_has_none(school, senco):
    half = {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 1, 14)}
    terms.add_term(school=school, name="A short one", by=senco, **half)
    assert open_now(school) == {}


def test_the_lines_on_today_lead_to_the_day(school, spring, senco, head):
    there = f"/{school.slug}/census/{DAY}/"
    assert sign_in(Client(), senco).get(f"/census-days/due/{spring.pk}/").url == there
    row = hand_in(school, senco)
    client = sign_in(Client(), head)
    assert client.get(f"/census-days/{row.pk}/").url == there
    assert "Approve the school census" in client.get(f"/{school.slug}/today/").content.decode()
