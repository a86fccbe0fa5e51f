"""What Today says of sessions, and that nothing is asked where there is nothing to say."""

from datetime import timedelta

from accounts.models import User
from accounts.permissions import Role
from provision.models import InterventionStaff, Session
from provision.sessions import services, today
from reminders.today import extra_sections, sections, with_some
from schools.models import Membership
from tests.factories.people import member
from tests.factories.provision import running
from tests.factories.schools import SchoolFactory
from tests.provision.sessions.conftest import FIRST, TODAY

KEYS = {"sessions", "school-sessions"}


def said(person, school) -> list[str]:
    found = [each for each in extra_sections(person, school) if each["title"] == "Sessions"]
    assert len(found) <= 1
    return [line["text"] for each in found for line in each["lines"]]


def asked(person, school) -> set[str]:
    return with_some(list(sections.values()), person, school) & KEYS


def test_who_runs_them_reads_how_many_wait_and_the_senco_how_many_there_are(at):
    own = "1 session today, 11 of earlier days not ticked yet"
    assert said(at.helper, at.school) == [own]
    assert said(at.senco, at.school) == ["1 session in the school today"]


def test_a_senco_who_runs_one_reads_both_under_one_heading(at):
    InterventionStaff.objects.update(user=at.senco)
    both = ["1 session today, 11 of earlier days not ticked yet", "1 session in the school today"]
    assert said(at.senco, at.school) == both


def test_who_covers_one_today_is_asked_to_tick_it(at):
    person = member(at.school, Role.SUPPORT)
    assert said(person, at.school) == []
    services.cover(session=at.today, version=1, by=at.senco, person=person)
    assert said(person, at.school) == ["1 session today"]


def test_earlier_days_still_wait_on_a_day_without_a_session(at, clock):
    clock.on(TODAY + timedelta(days=1))  # Saturday
    assert said(at.helper, at.school) == ["No session today, 12 of earlier days not ticked yet"]
    assert said(at.senco, at.school) == []


def test_where_nothing_is_to_be_said_no_list_is_asked_for(at, clock):
    assert asked(at.helper, at.school) == KEYS
    assert asked(at.helper, SchoolFactory()) == set()
    assert asked(at.senco, at.school) == {"school-sessions"}
    clock.on(TODAY + timedelta(days=1))
    assert asked(at.helper, at.school) == {"sessions"}
    assert asked(at.senco, at.school) == set()
    InterventionStaff.objects.update(until_on=TODAY)
    assert asked(at.helper, at.school) == set()


def test_one_question_for_a_senco_however_many_sessions(at, at_most):
    for _ in range(3):
        running(at.school, at.senco, staff=at.helper)
    said(at.senco, at.school)
    said(at.helper, at.school)
    with at_most(1):
        assert today.of_school(at.senco, at.school)[0]["text"] == "4 sessions in the school today"
    with at_most(0):
        assert today.of_school(at.helper, at.school) == []


def test_another_school_s_sessions_are_not_counted(at):
    stranger = member(SchoolFactory(), Role.SENCO)
    school = stranger.memberships.get().school
    running(school, stranger)
    assert said(at.senco, at.school) == ["1 session in the school today"]
    assert said(stranger, school) == ["1 session in the school today"]


def test_a_senco_who_helps_at_another_school_sees_the_sessions_they_run_there(at):
    other = member(SchoolFactory(), Role.SENCO)
    Membership.objects.create(user=other, school=at.school, role=Role.SUPPORT, from_on=FIRST)
    assert list(Session.objects.visible_to(other)) == []
    InterventionStaff.objects.update(user=other)
    again = User.objects.get(pk=other.pk)
    assert set(Session.objects.visible_to(again)) == set(Session.objects.all())
    assert said(again, at.school) == ["1 session today, 11 of earlier days not ticked yet"]
