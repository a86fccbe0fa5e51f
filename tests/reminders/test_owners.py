"""Whose deadline it is follows who looks after the child, and the recount says the same."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.access import forget_roles
from accounts.permissions import Permission, Role
from audit.models import Event, EventDetail
from iep.deadlines import expect_review
from iep.tasks import transitions
from pupils import services as pupils
from pupils import support
from pupils.models import Pupil
from pupils.querysets import pupil_scope
from pupils.roll import services as roll
from referrals import triage
from reminders.models import Deadline
from reminders.owners import SENCO, Duties, Owner, hand_over, owner_for
from reminders.recount import differences
from reminders.tasks import owners as hand_over_due
from schools import duties
from schools.models import ClassStaff, Membership
from schools.people import leaving
from schools.people import services as people
from schools.services import classes
from sendcase import moment
from tests.factories import referrals
from tests.factories.iep import PlanFactory, accepted
from tests.factories.people import member
from tests.factories.pupils import PupilFactory, assign
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case():
    """Amina of Willow: her teacher owes a plan, a review, and the answer to a question."""
    school = SchoolFactory()
    willow, elm = (ClassGroupFactory(school=school, name=name) for name in ("Willow", "Elm"))
    teacher, second = member(school, Role.TEACHER), member(school, Role.TEACHER)
    hold_class(teacher, willow)
    here = SimpleNamespace(
        school=school, willow=willow, elm=elm, teacher=teacher, second=second,
        senco=member(school, Role.SENCO), office=member(school, Role.OFFICE),
        head=member(school, Role.HEAD),
        pupil=PupilFactory(school=school, class_group=willow, legal_first_name="Amina"),
    )  # fmt: skip
    accepted(here)
    review_due(here)
    back = referrals.sent(here.pupil, teacher)
    triage.ask_for_more(
        referral=back, version=back.version, by=here.senco, reason="Too short.", asked="Since when?"
    )
    assert owned(here) == {
        "write-plan": teacher, "review-plan": teacher, "complete-referral": teacher
    }  # fmt: skip
    assert differences(school.pk) == []
    return here


def review_due(case) -> None:
    plan = PlanFactory(pupil=case.pupil, agreed=True, state="shared", lead=case.teacher)
    expect_review(plan)


def owned(case) -> dict:
    """Kind → the person, or the role, of what is open and may be a person's."""
    rows = Deadline.objects.open().filter(
        pupil=case.pupil, kind__in=["write-plan", "review-plan", "complete-referral"]
    )
    return {row.kind: row.owner or row.owner_role for row in rows}


def all_of(case, teacher, referrer):
    return {"write-plan": teacher, "review-plan": teacher, "complete-referral": referrer}


def test_a_class_handed_over_hands_its_deadlines_over(case):
    classes.put_in_class(
        class_group=case.willow, user=case.second, from_on=moment.today(), by=case.office,
        replaces=ClassStaff.objects.get(),
    )  # fmt: skip
    # Nobody but the referrer and the SENCO may add to a referral.
    assert owned(case) == all_of(case, case.second, Role.SENCO)
    assert differences(case.school.pk) == []
    events = Event.objects.filter(verb="deadline.handed_over", actor_id=case.office.pk)
    assert {event.pupil_id for event in events} == {case.pupil.pk}
    told = EventDetail.objects.filter(event__in=events)
    assert {tuple(each.text["owner"]) for each in told} == {
        (case.teacher.pk, case.second.pk), (case.teacher.pk, None)
    }  # fmt: skip


def test_two_who_teach_the_class_keep_what_is_theirs(case):
    classes.put_in_class(
        class_group=case.willow, user=case.second, from_on=moment.today(), by=case.office
    )
    assert owned(case) == all_of(case, case.teacher, case.teacher)


def test_without_a_new_teacher_it_falls_to_the_senco(case):
    classes.end_place(place=ClassStaff.objects.get(), until_on=moment.today() - DAY, by=case.office)
    assert owned(case) == all_of(case, Role.SENCO, Role.SENCO)
    assert differences(case.school.pk) == []
    assert set(Deadline.objects.mine(case.senco).open()) >= set(
        Deadline.objects.filter(kind="write-plan")
    )


def test_a_hand_over_set_ahead_comes_true_on_its_day(case):
    classes.put_in_class(
        class_group=case.willow, user=case.second, from_on=moment.today() + 7 * DAY,
        by=case.office, replaces=ClassStaff.objects.get(),
    )  # fmt: skip
    assert owned(case) == all_of(case, case.teacher, case.teacher)
    with moment.at(moment.now() + 7 * DAY):
        transitions()  # the spring term may have begun meanwhile
        assert len(differences(case.school.pk)) == 3
        hand_over_due()
        assert owned(case) == all_of(case, case.second, Role.SENCO)
        assert differences(case.school.pk) == []
    assert Event.objects.filter(verb="deadline.handed_over", actor_id=None).count() == 3


def test_a_child_who_moves_class_takes_the_deadlines_along(case):
    hold_class(case.second, case.elm)
    pupils.move_class(pupil=case.pupil, class_group=case.elm, by=case.office)
    assert owned(case) == all_of(case, case.second, Role.SENCO)
    assert differences(case.school.pk) == []


def test_the_form_of_the_pupil_moves_them_too(case):
    hold_class(case.second, case.elm)
    pupil = Pupil.objects.get(pk=case.pupil.pk)
    pupils.update_pupil(pupil=pupil, version=pupil.version, by=case.office, class_group=case.elm)
    assert owned(case) == all_of(case, case.second, Role.SENCO)


def test_a_roll_that_moves_a_child_does_too(case):
    hold_class(case.second, case.elm)
    Pupil.objects.update(upn="B801200005001", admitted_on="2022-09-01")
    text = (
        "UPN,Legal Surname,Legal Forename,DOB,Year,Class\n"
        "B801200005001,Brightwater,Amina,14/03/2018,3,Elm\n"
    )
    upload = roll.receive(
        school=case.school, by=case.office, filename="roll.csv", data=text.encode()
    )
    found = roll.look(upload)
    assert not found.problems, found.problems
    roll.confirm(upload=upload, digest=found.digest, by=case.office)
    assert owned(case) == all_of(case, case.second, Role.SENCO)
    assert differences(case.school.pk) == []


@pytest.mark.parametrize("how", ["end_role", "leave"])
def test_a_teacher_whose_role_ends_owes_nothing_more(case, how):
    getattr(leaving, how)(
        school=case.school, membership=case.teacher.memberships.get(), version=1,
        gone_on=moment.today(), by=case.office,
    )  # fmt: skip
    assert owned(case) == all_of(case, Role.SENCO, Role.SENCO)
    assert differences(case.school.pk) == []


def test_a_role_begun_by_invitation_counts_at_once(case):
    classes.end_place(place=ClassStaff.objects.get(), until_on=moment.today() - DAY, by=case.office)
    invitation = people.invite(
        school=case.school, name=case.teacher.name, email=case.teacher.email, role=Role.HEAD,
        by=case.office,
    )  # fmt: skip
    people.approve(school=case.school, invitation=invitation, by=case.head)
    people._begin_role(case.teacher, invitation)
    # Head now: named on the plan and on the referral, and able to see the child again.
    assert owned(case) == all_of(case, case.teacher, case.teacher) | {"write-plan": Role.SENCO}
    assert differences(case.school.pk) == []


def test_support_staff_keep_their_question_while_assigned(case):
    helper = member(case.school, Role.SUPPORT)
    assignment = assign(helper, case.pupil)
    row = referrals.sent(case.pupil, helper)
    triage.ask_for_more(
        referral=row, version=row.version, by=case.senco, reason="Too short.", asked="When?"
    )
    deadline = Deadline.objects.get(kind="complete-referral", object_id=row.pk)
    assert deadline.owner == helper

    support.end_assignment(assignment=assignment, by=case.senco)

    deadline.refresh_from_db()
    assert (deadline.owner, deadline.owner_role) == (None, Role.SENCO)
    assert differences(case.school.pk) == []


def test_the_recount_names_a_wrong_owner(case):
    Deadline.objects.filter(kind="review-plan").update(owner=case.second)
    [line] = differences(case.school.pk)
    assert f"for person {case.second.pk}" in line
    assert f"for person {case.teacher.pk}" in line


def test_another_school_is_left_alone(case):
    elsewhere = SchoolFactory()
    stranger = member(elsewhere, Role.TEACHER)
    Deadline.objects.filter(kind="review-plan").update(owner=case.second)
    hold_class(stranger, ClassGroupFactory(school=elsewhere))
    duties.changed(elsewhere.pk, stranger)
    assert Deadline.objects.get(kind="review-plan").owner == case.second
    duties.changed(case.school.pk, case.office)
    assert Deadline.objects.get(kind="review-plan").owner == case.teacher


def test_who_looks_after_a_child_is_said_as_the_front_door_says_it(case):
    """Duties asks in bulk what pupil_scope asks of one person: they must not part ways."""
    people_ = [member(case.school, role) for role in Role if role != Role.GUEST]
    held, over = (member(case.school, Role.TEACHER) for _ in range(2))
    hold_class(held, case.willow)
    ClassStaff.objects.create(
        school=case.school, class_group=case.willow, user=over,
        from_on=moment.today() - 9 * DAY, until_on=moment.today() - DAY,
    )  # fmt: skip
    helper, ended = (member(case.school, Role.SUPPORT) for _ in range(2))
    assign(helper, case.pupil)
    assign(ended, case.pupil, from_on=moment.today() - 9 * DAY, until_on=moment.today() - DAY)
    gone = member(case.school, Role.SENCO)
    Membership.objects.filter(user=gone).update(until_on=moment.today() - DAY)
    inactive = member(case.school, Role.SENCO)
    inactive.is_active = False
    inactive.save()
    everybody = [*people_, held, over, helper, ended, gone, inactive, case.teacher, case.second]
    duties, answers = Duties(case.school.pk), set()
    for person in everybody:
        forget_roles(person)
        scope = pupil_scope(person, Permission.PUPIL_VIEW)
        sees = Pupil.objects.filter(scope, pk=case.pupil.pk).exists()
        assert duties.looks_after(person.pk, case.pupil) == sees, person.memberships.all()
        answers.add(sees)
    assert answers == {True, False}


def test_the_rule(case):
    stranger = member(case.school, Role.TEACHER)
    pupil = Pupil.objects.get(pk=case.pupil.pk)
    assert owner_for(pupil) == Owner(case.teacher.pk)
    assert owner_for(pupil, named=case.senco.pk) == Owner(case.senco.pk)
    assert owner_for(pupil, named=stranger.pk) == Owner(case.teacher.pk)
    assert owner_for(pupil, named=stranger.pk, or_teacher=False) == SENCO
    pupil.class_group = None
    assert owner_for(pupil, named=stranger.pk) == SENCO


def test_who_looks_after_whom_is_read_once_for_all_kinds(case, monkeypatch):
    read = []
    monkeypatch.setattr(Duties, "__init__", counted(Duties.__init__, read))
    hand_over(case.school.pk)
    assert read == [case.school.pk]
    assert differences(case.school.pk) == []
    assert read == [case.school.pk] * 2


def counted(begin, read):
    def init(self, school_id):
        read.append(school_id)
        begin(self, school_id)

    return init
