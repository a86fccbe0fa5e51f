"""Somebody owes a plan, somebody owes a review; the recount finds the same from the records."""

from datetime import timedelta

import pytest

from iep import deadlines, services
from iep.models import SupportPlan
from reminders.kinds import kinds
from reminders.models import Deadline
from schools import calendar
from sendcase import moment
from tests.factories.iep import PlanFactory, accepted, reviewed_plan, shared_plan
from tests.factories.pupils import PupilFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_printing")]


def open_of(kind):
    return Deadline.objects.filter(kind=kind, state="open")


def test_an_accepted_referral_asks_the_class_teacher_for_a_plan(case):
    referral = accepted(case)

    deadline = open_of("write-plan").get()
    days = case.school.policy.plan_write_days
    assert deadline.object_id == referral.register_entry_id
    assert deadline.due_on == calendar.next_open(case.school, moment.today() + timedelta(days=days))
    assert (deadline.owner, deadline.pupil) == (case.teacher, case.pupil)
    assert str(days) in deadline.rule


def test_without_a_class_teacher_the_senco_owes_it(case):
    case.klass.staff.all().delete()
    accepted(case)

    deadline = open_of("write-plan").get()
    assert (deadline.owner, deadline.owner_role) == (None, "senco")


def test_a_stage_that_uses_no_plan_asks_for_none(case):
    case.school.stages.get(code="sen-support").plan_kinds.clear()
    accepted(case)

    assert not open_of("write-plan").exists()


def test_sharing_the_first_plan_closes_it_and_opens_the_review(case):
    accepted(case)
    plan = services.start_plan(
        pupil=case.pupil, kind=case.school.plan_kinds.first(), by=case.teacher
    )
    plan = services.save_plan(
        plan=plan, version=1, by=case.teacher, head={}, rows=[{"id": None, "target": "Read"}]
    )
    services.agree(plan=plan, by=case.teacher)
    assert open_of("write-plan").exists()

    services.share(plan=plan, by=case.teacher)

    assert not open_of("write-plan").exists()
    review = open_of("review-plan").get()
    assert (review.object_id, review.due_on, review.owner) == (
        plan.pk, plan.review_on, case.teacher,
    )  # fmt: skip


def test_the_review_moves_with_the_date_while_the_plan_is_changed(case):
    plan = shared_plan(case.pupil, by=case.senco)
    plan = services.revise(plan=plan, by=case.senco)
    later = plan.review_on + timedelta(days=7)

    plan = services.save_plan(
        plan=plan, version=plan.version, by=case.senco, head={"review_on": later}, rows=[]
    )
    assert open_of("review-plan").get().due_on == later

    services.drop_changes(plan=plan, by=case.senco)
    assert open_of("review-plan").get().due_on == later - timedelta(days=7)


def test_a_review_meets_it_and_a_closed_plan_drops_it(case):
    reviewed_plan(case.pupil, by=case.senco)
    assert Deadline.objects.get(kind="review-plan").state == "done"

    other = shared_plan(PupilFactory(school=case.school), by=case.senco)
    services.close(plan=other, by=case.senco, reason="Left")
    assert Deadline.objects.get(kind="review-plan", object_id=other.pk).state == "dropped"


@pytest.mark.parametrize("key", ["write-plan", "review-plan"])
def test_the_recount_finds_what_is_open_and_nothing_of_another_school(case, key):
    accepted(case)
    shared_plan(PupilFactory(school=case.school), by=case.senco)
    PlanFactory(pupil=PupilFactory(school=case.school))
    reviewed_plan(PupilFactory(school=case.school), by=case.senco)
    shared_plan(PupilFactory())  # another school's
    mine = open_of(key).filter(school=case.school)

    found = {(e.object_id, e.due_on) for e in kinds[key].recount(case.school.pk)}

    assert found == set(mine.values_list("object_id", "due_on"))
    assert len(found) == 1


def test_the_recount_expects_no_plan_where_one_was_shared_or_the_entry_ended(case):
    referral = accepted(case)
    plan = shared_plan(case.pupil, by=case.senco, register_entry=referral.register_entry)
    assert deadlines.recount_plans(case.school.pk) == []

    SupportPlan.objects.filter(pk=plan.pk).update(register_entry=None)
    assert len(deadlines.recount_plans(case.school.pk)) == 1

    entry = referral.register_entry
    entry.until_on, entry.ended_by, entry.end_reason = moment.today(), case.senco, "Moved"
    entry.save()
    assert deadlines.recount_plans(case.school.pk) == []
