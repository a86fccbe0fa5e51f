"""To write the plan an accepted referral asks for, to review a shared one, and to follow a reviewed
one with the next, or close it.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery

from iep import writing
from iep.models import Review, SupportPlan
from pupils.leaving import has_gone
from reminders.deadlines import close_deadline, close_others, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import Duties, owner_for
from schools import calendar
from sendcase import edits, moment
from sendcase.each import each_of

WRITE_PLAN, NEXT_PLAN = "write-plan", "next-plan"
NEXT_DAYS = 14  # no law and no policy sets it: a child is not left without a plan for longer


def expect_review(plan) -> None:
    """Open the review's deadline, or move it to the plan's date."""
    open_deadline(
        "review-plan",
        plan,
        school_id=plan.school_id,
        pupil=plan.pupil,
        due_on=plan.review_on,
        rule=f"The review date in the {plan.kind.name}",
        **vars(owner_for(plan.pupil, named=plan.lead_id)),
    )


def review_done(plan, *, done=True) -> None:
    close_deadline("review-plan", plan, done=done)


def expect_next(plan, reviewed_on) -> None:
    """Reviewed: until the next plan is shared, or this one closed, somebody sees to it."""
    open_deadline(
        NEXT_PLAN,
        plan,
        school_id=plan.school_id,
        pupil=plan.pupil,
        due_on=reviewed_on + timedelta(days=NEXT_DAYS),
        rule=f"Within {NEXT_DAYS} days of its review a plan is followed by the next one, shared, "
        "or it is closed",
        **vars(owner_for(plan.pupil, named=plan.lead_id)),
    )


def settled(plan) -> None:
    """The next one is shared, or it is closed."""
    close_deadline(NEXT_PLAN, plan)


def keep_next() -> int:
    """Open it for every reviewed plan that has none, as an earlier version left it. Any number of
    times; a plan where it fails keeps no other. Returns for how many it went well.
    """
    there = Deadline.objects.open().filter(kind=NEXT_PLAN).values("object_id")
    without = [row for row in _reviewed().exclude(pk__in=there) if not has_gone(row.pupil.left_on)]
    return each_of(_keep_next_of, [row.pk for row in without], "plan")


@transaction.atomic
def _keep_next_of(number: int) -> None:
    """Asked again under the lock: somebody may have closed or followed it since."""
    edits.locked(SupportPlan, number)
    if row := _reviewed().filter(pk=number).first():
        expect_next(row, row.last_reviewed_on)


def _reviewed():
    """Plans that wait for what follows, each with last_reviewed_on."""
    last = Review.objects.filter(plan=OuterRef("pk")).order_by("-pk").values("reviewed_on")[:1]
    rows = SupportPlan.objects.filter(state=SupportPlan.State.REVIEWED).select_related("pupil")
    return rows.annotate(last_reviewed_on=Subquery(last)).exclude(last_reviewed_on=None)


def keep_writing(pupil, *, done=False) -> None:
    """Open, move or close "write the plan" as the pupil's records say now. In the transaction of
    the change. done: what is closed was met; else it fell away.
    """
    waits = writing.owed(pupil.school_id, pupil)
    close_others(WRITE_PLAN, pupil, keep=[each.entry.pk for each in waits], done=done)
    for each in waits:
        policy = each.referral.school.policy
        open_deadline(
            WRITE_PLAN,
            each.entry,
            school_id=pupil.school_id,
            pupil=pupil,
            due_on=write_by(each.referral),
            rule=f"Your policy: {each.referral.plan_days} days after the {policy.referral_name} "
            "was accepted, or the next day that the school is open",
            **vars(owner_for(pupil)),
        )


def expect_plan(referral) -> None:
    """Called when a referral is accepted: where the stage asks for a plan, somebody writes it."""
    keep_writing(referral.pupil)


def plan_written(plan) -> None:
    keep_writing(plan.pupil, done=True)


def write_by(referral, open_days=None):
    """open_days: the school's schools.calendar.Calendar, if the caller asks about many."""
    open_days = open_days or calendar.calendar_of(referral.school)
    accepted = referral.decided_at.astimezone(moment.LONDON).date()
    last_day = accepted + timedelta(days=referral.plan_days)
    return open_days.next_open(last_day)


def recount_reviews(school_id, duties=None):
    """Every shared plan is to be reviewed on its date."""
    duties = duties or Duties(school_id)
    rows = SupportPlan.objects.filter(school=school_id, state=SupportPlan.State.SHARED)
    return [
        Expected(
            plan.pk, school_id, plan.review_on, plan.pupil_id,
            owner_for(plan.pupil, named=plan.lead_id, duties=duties),
        )
        for plan in rows.select_related("pupil")
    ]  # fmt: skip


def recount_next(school_id, duties=None):
    """Every reviewed plan that is neither followed nor closed."""
    duties = duties or Duties(school_id)
    return [
        Expected(
            plan.pk, school_id, plan.last_reviewed_on + timedelta(days=NEXT_DAYS), plan.pupil_id,
            owner_for(plan.pupil, named=plan.lead_id, duties=duties),
        )
        for plan in _reviewed().filter(school=school_id)
    ]  # fmt: skip


def recount_plans(school_id, duties=None):
    """Every plan that is still to be written, for the pupil's open entry."""
    if not (waits := writing.owed(school_id)):
        return []
    duties = duties or Duties(school_id)
    open_days = calendar.calendar_of(waits[0].referral.school)
    return [
        Expected(
            each.entry.pk, school_id, write_by(each.referral, open_days), each.entry.pupil_id,
            owner_for(each.entry.pupil, duties=duties),
        )
        for each in waits
    ]  # fmt: skip


WRITE = Kind(
    key=WRITE_PLAN,
    sentence="Write the plan for {pupil}",
    verb="Write the plan",
    link=lambda deadline: f"/pupils/{deadline.pupil_id}/plan/new/",
    recount=recount_plans,
    owned=True,
)
REVIEW = Kind(
    key="review-plan",
    sentence="Review the plan of {pupil}",
    verb="Review the plan",
    link=lambda deadline: f"/plans/{deadline.object_id}/review/",
    recount=recount_reviews,
    owned=True,
)
NEXT = Kind(
    key=NEXT_PLAN,
    sentence="Go on after the review of the plan of {pupil}",
    verb="Open the plan",
    link=lambda deadline: f"/plans/{deadline.object_id}/",
    recount=recount_next,
    owned=True,
)
