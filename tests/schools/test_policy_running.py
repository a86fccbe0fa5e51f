"""What runs goes on by the rules it began with; what starts after the change has the new ones."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Role
from iep import services as plans
from iep.models import SupportPlan
from letters import services as letters
from referrals import triage
from register.models import NeedType
from reminders.models import Deadline
from reminders.recount import differences
from schools.models import PlanKind
from schools.policy import services, snapshot
from sendcase import moment
from sendcase.edits import IllegalMove
from tests.factories.iep import PlanFactory
from tests.factories.letters import Family
from tests.factories.people import member
from tests.factories.pupils import PupilFactory
from tests.factories.referrals import sent
from tests.factories.register import placed
from tests.factories.schools import ClassGroupFactory, hold_class

pytestmark = pytest.mark.django_db
DAYS = ("referral_answer_days", "tell_parents_days", "letter_answer_days", "plan_write_days")


@pytest.fixture
def family(settings, tmp_path):
    return Family()


@pytest.fixture
def teacher(family):
    klass = ClassGroupFactory(school=family.school, name="Willow")
    family.pupil.class_group = klass
    family.pupil.save()
    person = member(family.school, Role.TEACHER, name="Ms T. Archer")
    hold_class(person, klass)
    return person


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    monkeypatch.setattr("iep.printing.render_pdf", lambda html: b"%PDF-1.7")
    monkeypatch.setattr("letters.paper.whole_pdf", lambda *args, **kwargs: b"%PDF-1.7")


def change(family, write):
    services.change(school=family.school, by=family.senco, version=None, write=write)
    family.school.refresh_from_db()


def change_kind(family, **new):
    kind = family.school.plan_kinds.first()
    facts = {name: getattr(kind, name) for name in snapshot.KIND[1:9]}
    change(family, services.kind(kind, after=None, is_closed=False, **(facts | new)))
    return PlanKind.objects.get(pk=kind.pk)


def due(kind, row):
    return Deadline.objects.open().get(kind=kind, object_id=row.pk).due_on


def accepted(family, pupil):
    referral = sent(pupil, family.senco, source="parent", raised_by_name="Ms Bright")
    return triage.accept(
        referral=referral, version=referral.version, by=family.senco, reason="Slow",
        stage=family.school.stages.get(is_referral_start=True), needs=[(NeedType.SLCN, "words")],
    )  # fmt: skip


def test_no_day_that_runs_moves_and_the_next_has_the_new_days(family):
    pupils = PupilFactory.create_batch(3, school=family.school)
    waiting, answered = sent(pupils[0], family.senco), accepted(family, pupils[1])
    letter = family.issued()
    entry = answered.register_entry
    rows = [("answer-referral", waiting), ("tell-raiser", answered), ("tell-parents", entry),
            ("write-plan", entry), ("letter-unanswered", letter)]  # fmt: skip
    before = [due(*row) for row in rows]
    assert differences(family.school.pk) == []

    change(family, services.rules(**dict.fromkeys(DAYS, 40)))

    assert differences(family.school.pk) == []
    assert [due(*row) for row in rows] == before
    later = accepted(family, pupils[2])
    assert due("tell-raiser", later) == moment.today() + timedelta(days=40)
    assert due("tell-parents", later.register_entry) == moment.today() + timedelta(days=40)
    assert due("write-plan", later.register_entry) >= moment.today() + timedelta(days=40)
    assert differences(family.school.pk) == []


def test_something_that_is_asked_again_later_still_keeps_its_day(family):
    """Saving the same obligation anew, as owners and moves do, does not bring in the new days."""
    from iep.deadlines import keep_writing

    answered = accepted(family, PupilFactory(school=family.school))
    before = due("write-plan", answered.register_entry)
    change(family, services.rules(plan_write_days=60))
    keep_writing(answered.pupil)
    assert due("write-plan", answered.register_entry) == before


def test_a_stage_that_loses_its_plans_leaves_who_waits_for_one(family):
    answered = accepted(family, PupilFactory(school=family.school))
    stage = answered.register_entry.stage
    facts = {name: getattr(stage, name) for name in snapshot.STAGE[1:7]}
    change(family, services.stage(stage, plan_kinds=[], after=None, **facts))
    assert differences(family.school.pk) == []
    assert due("write-plan", answered.register_entry)
    other = accepted(family, PupilFactory(school=family.school))
    assert not Deadline.objects.filter(
        kind="write-plan", object_id=other.register_entry_id
    ).exists()


def test_a_stage_that_gains_plans_asks_nobody_back(family):
    stage = family.school.stages.get(is_referral_start=True)
    kinds = list(stage.plan_kinds.all())
    stage.plan_kinds.clear()
    accepted(family, PupilFactory(school=family.school))
    facts = {name: getattr(stage, name) for name in snapshot.STAGE[1:7]}
    change(family, services.stage(stage, plan_kinds=kinds, after=None, **facts))
    assert differences(family.school.pk) == []
    assert not Deadline.objects.filter(kind="write-plan").exists()


def test_a_letter_keeps_its_signer_and_the_next_has_the_new_one(family):
    old = family.prepared()
    change(family, services.rules(letters_signed_by="head"))
    with pytest.raises(IllegalMove, match="signed by the SENCO"):
        letters.approve(letter=old, by=family.head)
    assert letters.approve(letter=old, by=family.senco).state == "approved"
    assert old.signed_by == "senco"
    letters.withdraw(letter=old, reason="Again", by=family.senco)
    new = family.prepared()
    with pytest.raises(IllegalMove, match="signed by the head"):
        letters.approve(letter=new, by=family.senco)
    assert letters.approve(letter=new, by=family.head).state == "approved"


def test_a_plan_keeps_who_agrees_it_and_the_next_plan_asks_the_new_one(family, teacher):
    kind = family.school.plan_kinds.first()
    placed(family.pupil)
    old = PlanFactory(pupil=family.pupil, kind=kind, lead=teacher)
    kind = change_kind(family, agreed_by="senco", review_weeks=10, targets_most=9, layout="plain")

    assert plans.agree(plan=old, by=teacher).state == "agreed"
    assert (old.targets_most, old.layout) == (4, "area")
    assert old.review_on - old.starts_on == timedelta(weeks=6)
    plans.close(plan=old, by=teacher, reason="Done")
    new = plans.start_plan(pupil=family.pupil, kind=kind, by=teacher)
    assert (new.targets_most, new.layout, new.agreed_by_role) == (9, "plain", "senco")
    assert new.review_on - new.starts_on >= timedelta(weeks=10)
    with pytest.raises(PermissionDenied):
        plans.agree(plan=new, by=teacher)
    assert differences(family.school.pk) == []


def test_the_plan_that_follows_has_the_rules_of_its_own_day(family, teacher):
    placed(family.pupil)
    old = PlanFactory(pupil=family.pupil, lead=teacher, agreed=True)
    plans.share(plan=old, by=family.senco)
    kind = change_kind(family, second_approver=True)
    outcomes = {target.pk: ("met", "") for target in old.targets.all()}
    plans.review(plan=old, by=teacher, reviewed_on=moment.today(), outcomes=outcomes)
    assert plans.next_plan(plan=old, by=teacher).needs_second is True
    assert SupportPlan.objects.get(pk=old.pk).needs_second is False
    PlanKind.objects.filter(pk=kind.pk).update(closed_on=moment.today())
    assert kind not in plans.kinds_for(family.pupil)


def test_two_different_people_agree_where_the_policy_asks_for_two(family, teacher):
    plan = PlanFactory(pupil=family.pupil, lead=teacher, needs_second=True)
    assert plans.agree(plan=plan, by=teacher).state == "draft"
    with pytest.raises(IllegalMove, match="second person"):
        plans.agree(plan=plan, by=teacher)
    with pytest.raises(IllegalMove, match="one person has agreed"):
        plans.share(plan=plan, by=family.senco)
    agreed = plans.agree(plan=plan, by=family.senco)
    assert (agreed.state, agreed.first_agreed_by, agreed.agreed_by) == (
        "agreed", teacher, family.senco,
    )  # fmt: skip


def test_new_words_take_back_the_first_agreement(family, teacher):
    plan = PlanFactory(pupil=family.pupil, lead=teacher, needs_second=True)
    plan = plans.agree(plan=plan, by=teacher)
    plan = plans.save_plan(plan=plan, version=plan.version, by=teacher, rows=[],
                           head={"strengths": "Runs fast"})  # fmt: skip
    assert plan.first_agreed_by is None
    assert plans.agree(plan=plan, by=family.senco).state == "draft"
    assert plans.agree(plan=SupportPlan.objects.get(pk=plan.pk), by=teacher).state == "agreed"


def test_changes_to_a_shared_plan_need_two_people_as_well(family, teacher):
    plan = PlanFactory(pupil=family.pupil, lead=teacher, needs_second=True)
    plans.agree(plan=plan, by=teacher)
    plans.agree(plan=plan, by=family.senco)
    plans.share(plan=plan, by=teacher)
    plans.revise(plan=plan, by=teacher)
    with pytest.raises(IllegalMove, match="another person shares"):
        plans.share(plan=plan, by=family.senco)
    plans.agree(plan=plan, by=family.senco)
    with pytest.raises(IllegalMove, match="second person"):
        plans.share(plan=plan, by=family.senco)
    again = plans.share(plan=plan, by=teacher).plan
    again.refresh_from_db()
    assert (again.first_agreed_by, again.agreed_by) == (family.senco, teacher)
    assert again.changes_agreed_by is None


def test_where_the_senco_agrees_two_teachers_are_not_enough(family, teacher):
    second = member(family.school, Role.TEACHER)
    hold_class(second, family.pupil.class_group, is_lead=False)
    plan = PlanFactory(
        pupil=family.pupil, lead=teacher, needs_second=True, agreed_by_role=Role.SENCO
    )
    plans.agree(plan=plan, by=teacher)
    with pytest.raises(PermissionDenied):
        plans.agree(plan=plan, by=second)
    assert plans.agree(plan=plan, by=family.senco).state == "agreed"
