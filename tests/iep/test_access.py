"""Who may open and do what with a plan. Written by hand from the agreed policy (security §2)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import Role
from iep import services
from iep.models import SupportPlan
from pupils.models import Assignment
from schools.models import Membership
from sendcase import moment
from tests.factories.iep import PlanFactory, reviewed_plan, shared_plan
from tests.factories.people import UserFactory, member, sign_in
from tests.factories.pupils import PupilFactory, share
from tests.factories.schools import ClassGroupFactory, SchoolFactory, hold_class

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]

YESTERDAY = timedelta(days=1)


def assigned(case, pupil=None):
    person = member(case.school, Role.SUPPORT)
    Assignment.objects.create(
        school=case.school, pupil=pupil or case.pupil, user=person, from_on=moment.today()
    )
    return person


def guest(case, **fields):
    person = UserFactory()
    share(case.pupil, person, **{"includes_plan": True, **fields})
    return person


def other_teacher(case):
    """Holds another class, with a plan of its own there."""
    oak = ClassGroupFactory(school=case.school)
    person = member(case.school, Role.TEACHER)
    hold_class(person, oak)
    PlanFactory(pupil=PupilFactory(school=case.school, class_group=oak), lead=person)
    return person


def other_senco(case):
    school = SchoolFactory()
    person = member(school, Role.SENCO)
    PlanFactory(pupil=PupilFactory(school=school), lead=person)
    return person


def former_teacher(case):
    """Handed the class over yesterday; still a teacher of the school."""
    person = member(case.school, Role.TEACHER)
    hold_class(person, case.klass, until_on=moment.today() - YESTERDAY)
    return person


def leaver(case):
    person = member(case.school, Role.SENCO)
    Membership.objects.filter(user=person).update(until_on=moment.today() - YESTERDAY)
    return person


def of_two_schools(case):
    """Head here, SENCO elsewhere: the other role gives nothing here."""
    person = other_senco(case)
    Membership.objects.create(
        user=person, school=case.school, role=Role.HEAD, from_on=moment.today()
    )
    return person


def half_and_half(case):
    """Teaches another class and supports this pupil: reads the plan, may not write it."""
    person = other_teacher(case)
    Membership.objects.create(
        user=person, school=case.school, role=Role.SUPPORT, from_on=moment.today()
    )
    Assignment.objects.create(
        school=case.school, pupil=case.pupil, user=person, from_on=moment.today()
    )
    return person


ACTORS = {
    "senco": lambda case: case.senco,
    "class teacher": lambda case: case.teacher,
    "head": lambda case: member(case.school, Role.HEAD),
    "support, assigned": assigned,
    "support, not assigned": lambda case: assigned(case, PupilFactory(school=case.school)),
    "guest with plan": guest,
    "guest without plan": lambda case: guest(case, includes_plan=False),
    "guest, ended": lambda case: guest(case, ended_at=moment.now()),
    "office": lambda case: member(case.school, Role.OFFICE),
    "governor": lambda case: member(case.school, Role.GOVERNOR),
    "other teacher": other_teacher,
    "former teacher": former_teacher,
    "other senco": other_senco,
    "leaver": leaver,
    "two schools": of_two_schools,
    "half and half": half_and_half,
    "nobody": lambda case: None,
}
READERS = {"senco", "class teacher", "head", "support, assigned", "guest with plan", "two schools",
           "half and half"}  # fmt: skip
WRITERS = {"senco", "class teacher"}
# Who may know the pupil exists: they are told no where others find nothing.
KNOW_THE_PUPIL = READERS | {"office", "guest without plan"}


def expected(actor, allowed, ok=200, signed_out=302, told_no=READERS):
    """403 for those who see the record and may not do this; for others it does not exist."""
    if actor == "nobody":
        return signed_out
    if actor in allowed:
        return ok
    return 403 if actor in told_no else 404


def signed(client, case, actor):
    person = ACTORS[actor](case)
    return sign_in(client, person) if person else client


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("page", ["plan", "version"])
def test_reading(client, case, actor, page):
    plan = shared_plan(case.pupil, by=case.senco)
    args = [plan.pk, 1] if page == "version" else [plan.pk]
    got = signed(client, case, actor).get(reverse(f"iep:{page}", args=args))
    assert got.status_code == expected(actor, READERS)


@pytest.mark.parametrize("actor", ACTORS)
def test_the_pages_that_write(client, case, actor):
    draft = PlanFactory(pupil=case.pupil, lead=case.teacher)
    agreed = PlanFactory(
        pupil=case.pupil, lead=case.teacher, agreed=True, kind=case.school.plan_kinds.last()
    )
    person = signed(client, case, actor)
    urls = {
        "start": reverse("iep:start", args=[case.pupil.pk]),
        "edit": reverse("iep:edit", args=[draft.pk]),
        "close": reverse("iep:close", args=[draft.pk]),
        "share": reverse("iep:share", args=[agreed.pk]),
    }
    wanted = {name: expected(actor, WRITERS) for name in urls}
    wanted["start"] = expected(actor, WRITERS, told_no=KNOW_THE_PUPIL)
    assert {name: person.get(url).status_code for name, url in urls.items()} == wanted


STEPS = {
    "agree": lambda case: PlanFactory(pupil=case.pupil, lead=case.teacher),
    "share": lambda case: PlanFactory(pupil=case.pupil, lead=case.teacher, agreed=True),
    "revise": lambda case: shared_plan(case.pupil, by=case.senco),
    "undo": lambda case: services.revise(
        plan=shared_plan(case.pupil, by=case.senco), by=case.senco
    ),
    "next": lambda case: reviewed_plan(case.pupil, by=case.senco),
    "close": lambda case: PlanFactory(pupil=case.pupil, lead=case.teacher),
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("step", STEPS)
def test_the_steps(client, case, actor, step):
    plan = STEPS[step](case)
    plan.refresh_from_db()
    before = (plan.state, plan.version, SupportPlan.objects.count())
    person = signed(client, case, actor)
    count = SupportPlan.objects.filter(pupil=case.pupil).count()

    got = person.post(
        reverse(f"iep:{step}", args=[plan.pk]),
        {"version": plan.version, "reason": "Enough", "noticed": "Hard words"},
    )

    assert got.status_code == expected(actor, WRITERS, ok=302, signed_out=401)
    plan.refresh_from_db()
    after = (plan.state, plan.version)
    followed = SupportPlan.objects.filter(pupil=case.pupil).count() != count
    assert (after != before[:2] or followed) == (actor in WRITERS)


@pytest.mark.parametrize("actor", ["senco", "class teacher", "head", "half and half"])
@pytest.mark.parametrize("step", ["agree", "revise", "undo", "next"])
def test_a_get_of_a_step_does_nothing(client, case, actor, step):
    plan = STEPS[step](case)
    plan.refresh_from_db()
    got = signed(client, case, actor).get(reverse(f"iep:{step}", args=[plan.pk]))
    shows_what_would_go = step == "undo" and actor in WRITERS
    assert got.status_code in ({200} if shows_what_would_go else {403, 404, 405})
    assert SupportPlan.objects.get(pk=plan.pk).version == plan.version


@pytest.mark.parametrize("actor", ACTORS)
def test_the_list_shows_only_what_may_be_read(client, case, actor):
    plan = shared_plan(case.pupil, by=case.senco)
    got = signed(client, case, actor).get(reverse("iep:list", args=[case.school.slug]))
    if got.status_code == 200:
        shown = {row["url"] for row in got.context["rows"]}
        assert (plan.get_absolute_url() in shown) == (actor in READERS)
    else:
        assert actor not in READERS
        assert got.status_code in {302, 404}


@pytest.mark.parametrize("actor", ["guest with plan"])
def test_a_guest_reads_no_plan_that_was_not_shared(client, case, actor):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, strengths="Not for outside yet")
    person = signed(client, case, actor)

    page = person.get(plan.get_absolute_url()).content.decode()

    assert "Not for outside yet" not in page
    assert "still being written" in page
    assert person.get(reverse("iep:pdf", args=[plan.pk])).status_code == 403


def test_a_teacher_may_not_agree_by_post_where_the_senco_agrees(client, case):
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher)
    plan.agreed_by_role = Role.SENCO
    plan.save()

    page = sign_in(client, case.teacher).get(plan.get_absolute_url()).content.decode()
    got = client.post(reverse("iep:agree", args=[plan.pk]), {"version": 1})

    assert reverse("iep:agree", args=[plan.pk]) not in page
    assert "the SENCO agrees this plan" in page
    assert got.status_code == 403
    plan.refresh_from_db()
    assert plan.state == "draft"


@pytest.mark.parametrize("actor", ["head", "support, assigned", "guest with plan"])
def test_readers_are_shown_no_button_they_may_not_press(client, case, actor):
    plan = shared_plan(case.pupil, by=case.senco)
    page = signed(client, case, actor).get(plan.get_absolute_url()).content.decode()
    for step in ("edit", "agree", "share", "revise", "review", "next", "close"):
        assert reverse(f"iep:{step}", args=[plan.pk]) not in page


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.TEACHER])
def test_who_sees_a_plan_by_a_share_alone_reads_what_was_shared(client, case, role):
    """A governor who is a parent, a teacher of another class: guests here, whatever else."""
    plan = PlanFactory(pupil=case.pupil, lead=case.teacher, concerns="Not yet said")
    person = member(case.school, role)
    share(case.pupil, person, includes_plan=True)
    sign_in(client, person)
    page = client.get(plan.get_absolute_url())
    assert page.status_code == 200 and b"Not yet said" not in page.content
    assert client.get(reverse("iep:pdf", args=[plan.pk])).status_code == 403
