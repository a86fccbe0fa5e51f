"""A day goes by: each school is looked through once for it, and the hours after cost nothing."""

from datetime import date, timedelta

import pytest

from provision.models import Session, SessionsMade
from provision.sessions import making, nightly
from provision.tasks import sessions
from tests.factories.provision_term import groups
from tests.factories.schools import SchoolFactory
from tests.provision.sessions.conftest import FIRST, TODAY, days_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_day_later_there_is_one_more_and_the_hours_after_ask_one_question(at, clock, at_most):
    SchoolFactory()
    clock.on(TODAY + 3 * DAY)
    assert nightly.follow_due() == 2
    assert days_of(at.group)[-1] == date(2026, 12, 14)
    with at_most(1):
        sessions()
    assert set(SessionsMade.objects.values_list("done_on", flat=True)) == {TODAY + 3 * DAY}

    clock.on(TODAY + 5 * DAY)
    assert nightly.follow_due() == 2
    assert days_of(at.group)[-1] == date(2026, 12, 16)


def test_a_school_where_it_fails_has_its_turn_again_and_keeps_no_other(at, clock, monkeypatch):
    other = SchoolFactory()
    clock.on(TODAY + 3 * DAY)

    def fails(school_id, runs):
        if school_id == at.school.pk:
            raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(making.deadlines, "keep", fails)
        nightly.follow_due()
    assert SessionsMade.objects.get(done_on=TODAY + 3 * DAY).school_id == other.pk
    assert days_of(at.group)[-1] == TODAY + 14 * DAY

    assert nightly.follow_due() == 1
    assert days_of(at.group)[-1] == date(2026, 12, 14)


@pytest.mark.parametrize("many", [10, 200])
def test_a_days_work_asks_as_often_at_any_size(at, clock, at_most, many):
    groups(at.school, many, adults=[at.helper], pupils=[[]], first=FIRST)
    making.follow_school(at.school.pk)
    clock.on(TODAY + 3 * DAY)
    before = Session.objects.count()
    with at_most(20):
        making.follow_school(at.school.pk)
    assert Session.objects.count() > before


def test_what_ends_after_midnight_counts_for_the_day_it_began_on(at, clock, monkeypatch):
    keep = making.deadlines.keep

    def past_midnight(*given):
        keep(*given)
        clock.on(TODAY + DAY)

    monkeypatch.setattr(making.deadlines, "keep", past_midnight)
    nightly.follow_due()
    assert SessionsMade.objects.get().done_on == TODAY
