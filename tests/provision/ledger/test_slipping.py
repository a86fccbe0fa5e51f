"""Promises that slip: which, in what order, who looked; and what Today says."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import Role
from audit.models import Event
from provision.ledger import services, slipping
from provision.models import Promise, PromiseLook
from provision.promised import services as promised
from pupils.models import Pupil
from reminders.today import extra_sections
from sendcase.frozen import triggers
from tests.factories.people import member
from tests.factories.provision import in_it, running
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.provision.ledger.conftest import held

pytestmark = pytest.mark.django_db
# The four whole school weeks before Friday 27 November; half-term lies between the first two.
FOUR, THREE, TWO, ONE = (date(2026, 11, 23) - timedelta(weeks=n) for n in (5, 3, 2, 1))
FRIDAY = date(2026, 11, 20)


def slips(case, user=None):
    return slipping.of_school(user or case.senco, case.school)


def given(case, sessions):
    """So many of the twelve sessions of the four weeks, evenly the first of each week."""
    for monday, number in zip((FOUR, THREE, TWO, ONE), sessions, strict=True):
        weekdays = (0, 2, 4)[:number]
        held(case.place, monday, monday + timedelta(days=4), weekdays=weekdays)
        rest = (0, 2, 4)[number:]
        held(case.place, monday, monday + timedelta(days=4), "missed", "no_room", rest)


def test_under_the_share_of_the_policy_it_slips(case):
    given(case, (3, 2, 2, 2))  # 9 of 12: 75 %
    (slip,) = slips(case)
    assert (slip.percent, slip.account.reasons["no_room"]) == (75, 60)

    type(case.school.policy).objects.update(promise_percent=75)
    case.school.policy.refresh_from_db()
    assert slips(case) == []


def test_at_the_share_it_does_not(case):
    given(case, (3, 3, 2, 2))  # 10 of 12: 83 %
    assert slips(case) == []


def test_two_weeks_in_a_row_with_nothing_slip_whatever_the_share(case):
    type(case.school.policy).objects.update(promise_percent=10)
    case.school.policy.refresh_from_db()
    given(case, (3, 3, 0, 0))
    (slip,) = slips(case)
    assert slip.is_empty


def test_this_week_is_not_judged_before_it_is_over(case):
    given(case, (3, 3, 3, 3))
    assert slips(case) == []


def test_a_promise_of_one_week_is_too_young(case):
    promised.promise(pupil=case.pupil, by=case.senco, what="Talk time", minutes=10, times=5,
                     from_on=ONE)  # fmt: skip
    given(case, (3, 3, 3, 3))
    assert slips(case) == []


def test_a_promise_nobody_timetabled_slips_after_two_weeks(case):
    made = promised.promise(pupil=case.pupil, by=case.senco, what="Talk time", minutes=10,
                            times=5, from_on=TWO)  # fmt: skip
    given(case, (3, 3, 3, 3))
    (slip,) = slips(case)
    assert (slip.promise, slip.account.not_planned) == (made, 100)


def test_a_promise_by_the_term_is_judged_over_the_term(case):
    """Kept in one piece at its beginning: two empty weeks since say nothing."""
    block = running(case.school, case.senco, starts_on=date(2026, 9, 7))
    made = promised.promise(pupil=case.pupil, by=case.senco, what="Swimming", minutes=60, times=6,
                            per="term", from_on=date(2026, 9, 7))  # fmt: skip
    place = in_it(block, case.pupil, case.senco, keeps=made)
    held(place, date(2026, 9, 7), date(2026, 9, 18), minutes=60)
    given(case, (3, 3, 3, 3))
    assert slips(case) == []


def test_the_worst_stands_first(case):
    given(case, (3, 2, 2, 2))
    other = in_it(running(case.school, case.senco), PupilFactory(school=case.school))
    assert [slip.promise for slip in slips(case)] == [other.promise, case.promise]


def test_a_child_who_left_and_a_promise_that_ended_are_not_listed(case):
    promised.end(promise=case.promise, version=case.promise.version, by=case.senco, on=FRIDAY,
                 reason="Reads well.")  # fmt: skip
    gone = PupilFactory(school=case.school, left_on=FRIDAY)
    in_it(running(case.school, case.senco), gone)
    assert slips(case) == []


def test_a_child_whose_last_day_is_to_come_is_listed(case):
    Pupil.objects.filter(pk=case.pupil.pk).update(left_on=date(2026, 12, 4))
    assert len(slips(case)) == 1


def test_a_teacher_reads_those_of_their_own_children(case):
    in_it(running(case.school, case.senco), PupilFactory(school=case.school))
    assert [slip.promise for slip in slips(case, case.teacher)] == [case.promise]
    assert slips(case, member(case.school, Role.OFFICE)) == []


@pytest.mark.parametrize("pupils", [10, 200])
def test_however_many_promises_the_list_asks_as_often(case, at_most, pupils):
    group = running(case.school, case.senco, places=250)
    for pupil in PupilFactory.create_batch(pupils, school=case.school):
        in_it(group, pupil, case.senco)
    slips(case)  # roles are read once
    with at_most(6):
        assert len(slips(case)) == pupils + 1


def test_who_looked_is_not_asked_again_for_two_weeks(case, now):
    services.look(promise=case.promise, by=case.senco, because="Mrs Hall is ill.")

    (slip,) = slips(case)
    assert slip.look.because == "Mrs Hall is ill."
    assert Event.objects.filter(verb="promise.looked_at", pupil_id=case.pupil.pk).count() == 1
    now.shift(timedelta(days=14))
    assert slips(case)[0].look is None


def asked(case) -> bool:
    """Whether Today asks the SENCO to look through the list."""
    sections = {
        section["title"]: section["lines"] for section in extra_sections(case.senco, case.school)
    }
    return "promises that slip" in str(sections.get("Promised help"))


def test_today_asks_each_week_until_the_list_was_looked_through(case, now):
    assert asked(case)

    for _ in range(2):
        services.look_through(school=case.school, by=case.senco, waiting=1)

    assert not asked(case)
    assert Event.objects.filter(verb="slipping.looked_through").count() == 1
    now.shift(timedelta(days=2))  # Sunday
    assert not asked(case)
    now.shift(timedelta(days=1))
    assert asked(case)


def test_today_asks_nothing_where_nothing_is_promised_yet(case):
    Promise.objects.update(from_on=date(2026, 11, 23))
    assert not asked(case)


def test_today_asks_nothing_of_promises_that_are_over_or_another_schools(case):
    stranger = member(SchoolFactory(), Role.SENCO)
    assert extra_sections(stranger, stranger.memberships.get().school) == []
    Promise.objects.update(until_on=date(2026, 11, 26))  # yesterday
    assert not asked(case)
    Promise.objects.update(until_on=date(2026, 11, 27))
    assert asked(case)


def test_what_was_found_is_never_changed(case):
    look = services.look(promise=case.promise, by=case.senco, because="Mrs Hall is ill.")
    triggers.renew()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        PromiseLook.objects.filter(pk=look.pk).update(because="All is well.")
