"""Two obligations: to write the plan an accepted referral asks for, and to review a shared one."""

from datetime import timedelta

from iep.models import SupportPlan
from referrals.models import Referral
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from schools import calendar
from schools.models import ClassStaff, School
from sendcase import moment


def expect_review(plan) -> None:
    """Open the review's deadline, or move it to the plan's date."""
    open_deadline(
        "review-plan",
        plan,
        school_id=plan.school_id,
        pupil=plan.pupil,
        due_on=plan.review_on,
        owner=plan.lead,
        rule=f"The review date in the {plan.kind.name}",
    )


def review_done(plan, *, done=True) -> None:
    close_deadline("review-plan", plan, done=done)


def expect_plan(referral) -> None:
    """Called when a referral is accepted: the stage asks for a plan, so somebody writes it."""
    entry = referral.register_entry
    if entry is None or not entry.stage.plan_kinds.exists():
        return
    days = referral.school.policy.plan_write_days
    open_deadline(
        "write-plan",
        entry,
        school_id=referral.school_id,
        pupil=referral.pupil,
        due_on=write_by(referral, days),
        owner=class_lead(referral.pupil) or referral.raised_by,
        rule=f"Your policy: {days} days after the {referral.school.policy.referral_name} "
        "was accepted, or the next day that the school is open",
    )


def write_by(referral, days):
    accepted = referral.decided_at.astimezone(moment.LONDON).date()
    return calendar.next_open(referral.school, accepted + timedelta(days=days))


def class_lead(pupil):
    """The class teacher or tutor today, None for a pupil without a class."""
    if pupil.class_group_id is None:
        return None
    staff = ClassStaff.objects.held_today().filter(class_group=pupil.class_group_id, is_lead=True)
    first = staff.select_related("user").order_by("from_on", "pk").first()
    return first.user if first else None


def plan_written(plan) -> None:
    if plan.register_entry_id:
        close_deadline("write-plan", plan.register_entry)


def recount_reviews(school_id):
    """Every shared plan is to be reviewed on its date."""
    rows = SupportPlan.objects.filter(school=school_id, state=SupportPlan.State.SHARED)
    return [Expected(pk, school_id, due_on) for pk, due_on in rows.values_list("pk", "review_on")]


def recount_plans(school_id):
    """Every accepted referral whose entry is open, whose stage asks for a plan, and that no
    shared plan answers yet.
    """
    school = School.objects.select_related("policy").get(pk=school_id)
    answered = SupportPlan.objects.filter(
        school=school_id, shared_at__isnull=False, register_entry__isnull=False
    )
    rows = (
        Referral.objects.filter(school=school_id, state=Referral.State.ACCEPTED)
        .filter(register_entry__until_on=None, register_entry__stage__plan_kinds__isnull=False)
        .exclude(register_entry__in=answered.values("register_entry"))
        .select_related("school")
        .distinct()
    )
    days = school.policy.plan_write_days
    return [Expected(row.register_entry_id, school_id, write_by(row, days)) for row in rows]


WRITE = Kind(
    key="write-plan",
    sentence="Write the plan for {pupil}",
    verb="Write the plan",
    link=lambda deadline: f"/pupils/{deadline.pupil_id}/plan/new/",
    recount=recount_plans,
)
REVIEW = Kind(
    key="review-plan",
    sentence="Review the plan of {pupil}",
    verb="Review the plan",
    link=lambda deadline: f"/plans/{deadline.object_id}/review/",
    recount=recount_reviews,
)
