from datetime import UTC, datetime

import pytest
import time_machine

from accounts.permissions import Role
from reminders import lines
from reminders.deadlines import open_deadline
from reminders.digests import send_due
from reminders.morning import Morning
from schools.models import Closure, Membership, Term
from sendcase.outbox import came_back
from sendcase.outbox.models import Message
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_school_morning(school):
    Term.objects.create(school=school, name="Autumn", starts_on="2026-09-01", ends_on="2026-12-18")
    with time_machine.travel(TUESDAY, tick=False):
        yield


def test_one_mail_for_each_person_however_many_things_are_due(due, senco, teacher):
    due(-2)
    due(3)
    due(1, owner=teacher)
    assert send_due() == 2
    assert set(Message.objects.values_list("to", flat=True)) == {senco.email, teacher.email}


def test_running_again_the_same_day_writes_nothing_new(due, senco):
    due(1)
    assert send_due() == 1
    due(-1)
    assert send_due() == 0
    assert Message.objects.count() == 1


def test_the_next_day_brings_the_next_mail(due, senco):
    due(1)
    send_due()
    with time_machine.travel(TUESDAY.replace(day=25), tick=False):
        assert send_due() == 1


def test_no_child_is_named_anywhere_in_it(due, senco, pupil):
    due(-2)
    send_due()
    mail = Message.objects.get()
    whole = mail.subject + mail.text + mail.html
    assert "Water the plants with a pupil" in whole
    for private in (pupil.legal_first_name, pupil.legal_last_name, "Rosalind"):
        assert private not in whole


def test_it_says_what_is_late_and_where_to_look(due, senco, school, settings):
    due(-2)
    send_due()
    mail = Message.objects.get()
    assert "late, was due Sun 22 Nov 2026" in mail.text
    assert f"{settings.SITE_URL}/{school.slug}/today/" in mail.text
    assert mail.subject == "SENDcase: 1 thing to do"


def test_nobody_is_told_of_what_is_far_away_or_waits_for_others(due, senco):
    due(30)
    due(2, is_waiting=True)
    assert send_due() == 0


def test_it_waits_for_the_school_s_hour(due, senco, school):
    due(1)
    school.policy.digest_hour = 9
    school.policy.save()
    assert send_due() == 0
    with time_machine.travel(TUESDAY.replace(hour=9), tick=False):
        assert send_due() == 1


def test_a_closed_day_is_left_in_peace(due, senco, school):
    due(1)
    Closure.objects.create(
        school=school, name="Training day", starts_on="2026-11-24", ends_on="2026-11-24"
    )
    assert send_due() == 0


def test_a_leaver_gets_none(due, senco):
    due(1)
    senco.is_active = False
    senco.save()
    assert send_due() == 0


@pytest.fixture
def second(due, senco):
    """A school where the SENCO works as well; something is due at both."""
    due(1)
    other = SchoolFactory(name="Second School")
    Term.objects.create(school=other, name="Autumn", starts_on="2026-09-01", ends_on="2026-12-18")
    Membership.objects.create(user=senco, school=other, role=Role.SENCO, from_on="2026-01-01")
    open_deadline(
        "test-kind", PupilFactory(school=other), school_id=other.pk, due_on=TUESDAY.date(),
        rule="x", owner_role=Role.SENCO,
    )  # fmt: skip
    return other


def test_a_person_at_two_schools_gets_one_mail_with_both(second, school):
    assert send_due() == 1
    mail = Message.objects.get()
    assert school.name in mail.text
    assert "Second School" in mail.text


@pytest.mark.parametrize("marked", [0, 1])
def test_where_mail_to_one_school_comes_back_the_other_one_s_goes(second, school, senco, marked):
    schools = [school, second]
    came_back.mark(school_id=schools[marked].pk, address=senco.email.upper(), why="x", by=None)
    assert send_due() == 1
    mail, other = Message.objects.get(), schools[1 - marked]
    assert mail.school_id == other.pk
    assert other.name in mail.text
    assert schools[marked].name not in mail.text
    assert mail.subject == "SENDcase: 1 thing to do"
    assert not came_back.noted(Message.objects.all()).get().is_barred


def test_a_role_without_its_own_list_gets_none(due, school):
    due(1, owner_role=Role.GOVERNOR)
    member(school, Role.GOVERNOR)
    assert send_due() == 0


def test_where_mail_comes_back_none_is_written_until_a_person_says_so(due, senco, school):
    due(1)
    came_back.mark(school_id=school.pk, address=senco.email, why="Unknown", by=None)
    assert send_due() == 0
    came_back.lift(school_id=school.pk, address=senco.email, by=senco)
    assert send_due() == 1


def test_mails_go_on_in_september_where_nobody_has_entered_the_new_terms(due, senco, teacher):
    """The last term entered ends on 18 December."""
    sent = []
    for month, day in [(12, 29), (1, 5), (8, 10), (9, 6)]:
        there = TUESDAY.replace(year=2027 if month < 12 else 2026, month=month, day=day)
        with time_machine.travel(there, tick=False):
            due(-40, owner=teacher)
            sent.append(send_due())
    assert sent == [0, 2, 0, 2], "the teacher and, as it is late, the SENCO"


def test_one_digest_that_fails_keeps_back_nobody_elses(due, senco, teacher, monkeypatch, caplog):
    due(-1, owner=teacher)
    due(-1)
    real = lines.parts

    def fails(person, *rest):
        if person == senco.pk:
            raise ValueError("broken")
        return real(person, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(lines, "parts", fails)
        assert send_due() == 1
    assert f"the digest of person {senco.pk} failed" in caplog.text
    assert send_due() == 1


@pytest.mark.parametrize("part", ["calendar", "rows"])
def test_a_school_that_fails_stops_no_other_s_mails(due, senco, monkeypatch, caplog, part):
    """Also those of a person who is at both: what the other has for them is sent."""
    from tests.factories.schools import SchoolFactory

    due(1)
    broken = SchoolFactory()
    Membership.objects.create(user=senco, school=broken, role=Role.SENCO, from_on="2026-01-01")
    real = getattr(Morning, part).func

    def fails(morning):
        if morning.school == broken:
            raise ValueError("broken")
        return real(morning)

    monkeypatch.setattr(Morning, part, property(fails))
    assert send_due() == 1
    assert f"failed for school {broken.pk}" in caplog.text


def test_a_school_without_its_policy_stops_no_other_s_mails(due, senco, caplog):
    from tests.factories.schools import SchoolFactory

    due(1)
    broken = SchoolFactory()
    broken.policy.delete()
    assert send_due() == 1
    assert f"digests failed for school {broken.pk}" in caplog.text
