"""What is late comes to the SENCO, then the head; what nobody has falls to the next in line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts.access import forget_roles
from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.digests import send_due
from reminders.escalation import late_since, next_in_line
from reminders.kinds import kinds
from reminders.leads.models import LeadTime, ReminderRules
from reminders.models import Deadline
from schools.calendar import Calendar, Span
from schools.models import Membership, School, Term
from sendcase import moment
from sendcase.outbox.models import Message
from tests.factories.people import member, sign_in
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory, hold_class

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HALF_TERM = Span("Half-term", date(2026, 11, 16), date(2026, 11, 20))
OPEN = Calendar((Span("Autumn", date(2026, 9, 1), date(2026, 12, 18)),), (HALF_TERM,))


@pytest.mark.parametrize(
    ("days", "since"),
    [(0, None), (1, date(2026, 11, 24)), (2, date(2026, 11, 23)), (3, date(2026, 11, 13)),
     (8, date(2026, 11, 6))],
)  # fmt: skip
def test_late_is_counted_in_school_days(days, since):
    assert late_since(OPEN, TUESDAY.date(), days) == since


def test_holidays_without_end_hide_nothing_for_ever():
    nothing = Calendar((Span("Ahead", date(2030, 1, 1), date(2030, 2, 1)),), ())
    assert late_since(nothing, TUESDAY.date(), 1) == date(2025, 10, 20)


def test_an_empty_role_falls_to_the_next():
    everybody = {Role.SENCO, Role.HEAD, Role.OFFICE}
    assert next_in_line(Role.OFFICE, everybody) == Role.OFFICE
    assert next_in_line(Role.OFFICE, {Role.SENCO, Role.HEAD}) == Role.SENCO
    assert next_in_line(Role.SENCO, {Role.HEAD, Role.OFFICE}) == Role.HEAD
    assert next_in_line(Role.HEAD, {Role.SENCO}) == Role.SENCO
    assert next_in_line(Role.SENCO, {Role.OFFICE}) is None


@pytest.fixture
def morning(school):
    with time_machine.travel(TUESDAY, tick=False):
        for place in (school, SchoolFactory(name="Elsewhere")):
            Term.objects.create(
                school=place, name="Autumn", starts_on="2026-09-01", ends_on="2026-12-18"
            )
        yield


@pytest.fixture
def head(school, morning):
    return member(school, Role.HEAD, name="Mx H. Ead")


def mails() -> dict[str, str]:
    """address → text, of this morning."""
    Message.objects.all().delete()
    send_due()
    return dict(Message.objects.values_list("to", "text"))


def test_late_goes_up_step_by_step_and_stops_when_done(due, senco, head, teacher, school, pupil):
    target = PupilFactory(school=school)
    due(-6, target=target, owner=teacher)  # Wed 18 Nov: four school days late
    assert set(mails()) == {teacher.email}
    Deadline.objects.update(due_on="2026-11-17")  # five
    found = mails()
    assert set(found) == {teacher.email, senco.email}
    line = "Water the plants with a pupil: late, was due Tue 17 Nov 2026, with the class teacher"
    assert "With somebody else:" in found[senco.email] and line in found[senco.email]
    subject = Message.objects.get(to=senco.email).subject
    assert subject == "SENDcase: 1 thing with others to look at"
    assert (
        pupil.legal_first_name not in found[senco.email] and teacher.name not in found[senco.email]
    )
    Deadline.objects.update(due_on="2026-11-03")  # fifteen
    assert set(mails()) == {teacher.email, senco.email, head.email}
    close_deadline("test-kind", target)
    assert mails() == {}


def test_what_the_law_sets_goes_up_sooner_and_what_waits_for_a_family_never(
    due, senco, head, teacher
):
    due(-1, owner=teacher, is_legal=True)
    due(-100, owner=teacher, is_waiting=True)
    found = mails()
    assert set(found) == {teacher.email, senco.email}
    assert found[senco.email].count("- ") == 1
    Deadline.objects.filter(is_legal=True).update(due_on="2026-11-17")
    assert set(mails()) == {teacher.email, senco.email, head.email}


def test_the_school_says_when_and_0_is_never(due, senco, head, teacher, school):
    due(-300, owner=teacher)
    ReminderRules.objects.create(school=school, senco_after=0, head_after=0)
    assert set(mails()) == {teacher.email}
    ReminderRules.objects.update(senco_after=0, head_after=3)
    assert set(mails()) == {teacher.email, head.email}


@pytest.mark.usefixtures("morning")
def test_each_kind_has_its_own_days_ahead(due, senco, school):
    due(10)
    assert mails() == {}
    LeadTime.objects.create(school=school, kind="test-kind", days=10)
    assert set(mails()) == {senco.email}
    LeadTime.objects.update(days=0)
    Deadline.objects.update(due_on=moment.today() + timedelta(days=1))
    assert mails() == {}
    Deadline.objects.update(due_on=moment.today())
    assert set(mails()) == {senco.email}


def test_what_nobody_has_falls_to_senco_then_head(due, head, teacher, school):
    due(1)  # a SENCO's, and there is none
    due(2, owner=teacher)
    teacher.memberships.update(until_on="2026-11-20")
    found = mails()
    assert set(found) == {head.email}
    assert found[head.email].count("with nobody at the moment") == 2
    senco = member(school, Role.SENCO)
    found = mails()
    assert set(found) == {senco.email}
    assert found[senco.email].count("with nobody at the moment") == 1


@pytest.mark.usefixtures("morning")
def test_a_long_list_of_others_is_cut_and_counted(due, senco, teacher):
    for _ in range(23):
        due(-40, owner=teacher)
    found = mails()
    assert found[senco.email].count("Water the plants") == 20
    assert "and 3 more on the page" in found[senco.email]
    assert "more on the page" not in found[teacher.email]


# Somebody is away.


@pytest.fixture
def stand_in(school, morning):
    def make(away, role, name="Mx Deputy", **fields):
        deputy = fields.get("user") or member(school, Role.SUPPORT, name=name)
        Membership.objects.create(
            user=deputy, school=school, role=role, deputy_for=away,
            from_on="2026-11-23", until_on="2026-11-24",
        )  # fmt: skip
        return deputy

    return make


def test_the_mail_goes_to_the_deputy_and_comes_back_by_itself(due, senco, school, stand_in, client):
    due(1)
    due(2, owner=senco)
    deputy = stand_in(senco, Role.SENCO)
    found = mails()
    assert set(found) == {deputy.email}
    assert "2 things to do" in Message.objects.get().subject
    assert f"For {senco.name}, who is away" in found[deputy.email]
    assert Deadline.objects.mine(deputy).count() == 2
    page = sign_in(client, senco).get("/accounts/reminders/").content.decode()
    assert f"Mx Deputy stands in for you at {school.name} until Tue 24 Nov 2026." in page
    with time_machine.travel(TUESDAY.replace(day=25), tick=False):
        assert set(mails()) == {senco.email}


def test_a_deputy_hears_only_of_children_they_look_after(
    due, senco, teacher, school, stand_in, class_group
):
    """Lending a role opens no child: what the deputy may not open falls to the SENCO."""
    due(1, owner=teacher)
    deputy = stand_in(teacher, Role.TEACHER)
    found = mails()
    assert set(found) == {senco.email}
    assert "with nobody at the moment" in found[senco.email]
    assert not Deadline.objects.mine(deputy).exists()
    hold_class(deputy, class_group)
    forget_roles(deputy)
    assert set(mails()) == {deputy.email}
    assert Deadline.objects.mine(deputy).exists()


def test_what_only_the_person_asked_may_do_is_sent_to_no_deputy(
    due, senco, teacher, stand_in, class_group, kind, monkeypatch
):
    """Their page is closed to the deputy; the SENCO can ask somebody else."""
    due(1, owner=teacher)
    monkeypatch.setitem(kinds, kind.key, replace(kind, personal=True))
    deputy = stand_in(teacher, Role.TEACHER)
    hold_class(deputy, class_group)
    assert set(mails()) == {senco.email}
    assert not Deadline.objects.mine(deputy).exists()


def test_what_a_deputy_has_already_is_not_told_twice(due, senco, head, stand_in):
    due(-40, owner=head)
    stand_in(head, Role.HEAD, user=senco)
    found = mails()
    assert set(found) == {senco.email}
    assert found[senco.email].count("Water the plants") == 1
    assert "1 thing to do" in Message.objects.get().subject


def test_a_deputy_at_one_school_is_none_at_another(due, senco, school, stand_in):
    other = School.objects.get(name="Elsewhere")
    senco.memberships.create(school=other, role=Role.TEACHER, from_on="2026-01-01")
    deputy = stand_in(senco, Role.SENCO)
    deputy.memberships.create(school=other, role=Role.SENCO, from_on="2026-01-01")
    theirs = open_deadline(
        "test-kind", PupilFactory(school=other), school_id=other.pk, due_on=moment.today(),
        rule="x", owner=senco,
    )  # fmt: skip
    assert theirs not in Deadline.objects.mine(deputy)
    assert set(mails()) == {senco.email}


def test_where_the_deputy_is_away_too_it_falls_on(due, senco, head, school, stand_in):
    due(1)
    due(1, owner=senco)
    deputy = stand_in(senco, Role.SENCO)
    stand_in(deputy, Role.SUPPORT, user=member(school, Role.OFFICE))
    found = mails()
    assert set(found) == {head.email}
    assert found[head.email].count("- ") == 2


@pytest.mark.parametrize("people", [2, 12])
def test_few_questions_a_school_and_two_a_person(due, school, morning, people, at_most):
    staff = [member(school, Role.OFFICE) for _ in range(people)]
    for person in staff:
        due(1, owner=person)
    with at_most(14 + 2 * people):
        assert send_due() == people
    with at_most(11):
        assert send_due() == 0
