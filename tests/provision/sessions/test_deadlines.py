"""Due for ticking after five school days; the table equals the recount after each step."""

import uuid
from datetime import date, timedelta

import pytest

from accounts.permissions import Role
from provision.interventions import services as interventions
from provision.models import Session
from provision.sessions import deadlines, making
from provision.sessions.services import tick
from reminders.models import Deadline
from reminders.owners import hand_over
from reminders.recount import differences
from tests.factories.provision import in_it
from tests.factories.pupils import PupilFactory
from tests.provision.sessions.conftest import FIRST, TODAY

pytestmark = pytest.mark.django_db


def tick_until(at, last, by=None):
    for session in Session.objects.filter(intervention=at.group, on__lte=last):
        tick(session=session, by=by or at.helper, outcome="delivered", tick=uuid.uuid4(),
             seen={at.place.pk: 0, at.other_place.pk: 0})  # fmt: skip


def open_rows():
    return list(Deadline.objects.open().filter(kind=deadlines.KEY))


def test_five_school_days_after_the_oldest_that_waits(at):
    [row] = open_rows()
    assert (row.object_id, row.due_on, row.owner) == (at.group.pk, date(2026, 11, 9), at.helper)
    assert row.pupil is None
    assert differences(at.school.pk) == []


def test_it_moves_and_closes_with_the_ticks(at):
    tick_until(at, date(2026, 11, 13))
    assert [row.due_on for row in open_rows()] == [date(2026, 11, 23)]
    tick_until(at, date(2026, 11, 20))
    assert open_rows() == [] and differences(at.school.pk) == []
    assert Deadline.objects.get(kind=deadlines.KEY).state == Deadline.State.DONE


def test_it_comes_with_the_day(at, clock):
    tick_until(at, date(2026, 11, 20))
    clock.on(date(2026, 11, 30))
    making.follow_school(at.school.pk)
    assert [row.due_on for row in open_rows()] == [date(2026, 11, 30)]
    assert differences(at.school.pk) == []


def test_a_child_taken_out_and_an_end_that_took_sessions_away(at):
    tick_until(at, date(2026, 11, 20))
    late = in_it(at.group, PupilFactory(school=at.school), at.senco, from_on=FIRST)
    assert len(open_rows()) == 1 and differences(at.school.pk) == []
    late.refresh_from_db()
    from provision.promised.services import leave

    leave(place=late, version=late.version, by=at.senco, on=FIRST, reason="A slip.")
    assert [row.due_on for row in open_rows()] == [date(2026, 11, 9)]
    at.group.refresh_from_db()
    interventions.end(
        intervention=at.group, version=at.group.version, by=at.senco, on=FIRST, reason="Stopped."
    )
    assert differences(at.school.pk) == []


def test_it_falls_to_the_senco_where_nobody_runs_it_any_more(at):
    interventions.end_staff(
        staff=at.group.staff.get(), by=at.senco, until_on=TODAY - timedelta(days=1)
    )
    hand_over(at.school.pk)
    [row] = open_rows()
    assert (row.owner, row.owner_role) == (None, Role.SENCO)
    assert differences(at.school.pk) == []
