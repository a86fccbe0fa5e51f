"""The SENCO's own look at each plan in each half-term or term, apart from its review."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.permissions import Permission, Role
from audit import log
from iep.models import SupportPlan
from iep.reviews import cycles
from iep.reviews.models import PlanCheck
from pupils import chronology
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import Duties, owner_for
from schools.calendar import calendar_of
from schools.each import each_school
from schools.models import Policy, School
from sendcase import edits, moment
from sendcase.edits import IllegalMove

CHECK_PLANS, CHANGE_PLAN = "check-plans", "change-plan"
Finding = PlanCheck.Finding


def period_now(school_id: int):
    """The half-term or term to check in, None where none is asked for. Three queries."""
    policy = Policy.objects.select_related("school").filter(school=school_id).first()
    if policy is None or policy.plan_check == "none":
        return None
    return cycles.period_of(policy, moment.today(), calendar_of(policy.school))


def unchecked(school_id: int, period):
    """Shared plans of children who are here, not looked at in this period."""
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gt=moment.today())
    seen = PlanCheck.objects.filter(school=school_id, period_from=period.starts_on)
    plans = SupportPlan.objects.filter(here, school=school_id, state=SupportPlan.State.SHARED)
    return plans.exclude(pk__in=seen.values("plan"))


def owed(school_id: int):
    """The period whose check is not complete, or None."""
    period = period_now(school_id)
    return period if period and unchecked(school_id, period).exists() else None


@transaction.atomic
def keep(school_id: int, by=None) -> None:
    """Open, move or close "Check the plans" as policy, terms, plans and checks say today."""
    period, school = owed(school_id), School(pk=school_id)
    there = Deadline.objects.open().filter(kind=CHECK_PLANS, school=school_id).first()
    if there and (period is None or there.due_on < period.starts_on):
        # One of a period that is over fell away, unless the last plan was checked just now.
        close_deadline(CHECK_PLANS, school, done=period is None)
    if period:  # what is there already and says the same is left as it is
        open_deadline(
            CHECK_PLANS, school, school_id=school_id, due_on=period.ends_on, rule=rule_in(period),
            owner_role=Role.SENCO,
        )  # fmt: skip


def rule_in(period) -> str:
    return f"Your policy: each plan is checked in {period.name}, by its last day"


def keep_all() -> None:
    """A term has begun: for every school, any number of times."""
    each_school(keep)


@transaction.atomic
def check(*, plan, by, finding, note="", period, version=None) -> PlanCheck:
    """The SENCO has looked at this plan in this period. A plan that was looked at already keeps
    that look. Raises IllegalMove for a plan that is not shared, ValueError for a change without
    words.
    """
    row = edits.locked(SupportPlan, plan.pk, version)
    if there := row.checks.filter(period_from=period.starts_on).first():
        return there
    if row.state != SupportPlan.State.SHARED:
        raise IllegalMove("Only a plan that is shared can be checked.")
    if finding == Finding.CHANGE and not note.strip():
        raise ValueError("Say what should change.")
    days = timedelta(days=row.school.policy.question_days)
    made = PlanCheck.objects.create(
        school_id=row.school_id, plan=row, period_from=period.starts_on, period_name=period.name,
        checked_by=by, finding=finding, note=note,
        change_by=moment.today() + days if finding == Finding.CHANGE else None,
    )  # fmt: skip
    if finding == Finding.CHANGE:
        ask_for_change(made)
    keep(row.school_id)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    detail = {"finding": ["", finding], "note": ["", note]}
    log.record("plan.checked", target=row, by=by, detail=detail, **ids)
    words = f"{row.kind.name} checked by the {row.school.policy.senco_title}"
    url = row.get_absolute_url()
    chronology.note(row.pupil, words, needs=Permission.PLAN_VIEW, url=url)
    return made


def ask_for_change(made) -> None:
    plan = made.plan
    open_deadline(
        CHANGE_PLAN, made, school_id=plan.school_id, pupil=plan.pupil, due_on=made.change_by,
        rule=f"The {plan.school.policy.senco_title} asked for a change, to be made or answered "
        "within the days of a short question",
        **vars(owner_for(plan.pupil, named=plan.lead_id)),
    )  # fmt: skip


def asked_changes():
    return PlanCheck.objects.filter(finding=Finding.CHANGE, settled_at=None)


def settle(check, *, by, answer="", done=True) -> None:
    row = edits.locked(PlanCheck, check.pk)
    edits.save(row, settled_at=moment.now(), settled_by=by, answer=answer)
    close_deadline(CHANGE_PLAN, row, done=done)


def plan_shared(plan, by) -> None:
    """What was asked for has gone home; and a shared plan is to be checked."""
    for row in asked_changes().filter(plan=plan):
        settle(row, by=by)
    keep(plan.school_id)


def plan_ended(plan) -> None:
    """Reviewed or closed: a change asked for has no object any more."""
    for row in asked_changes().filter(plan=plan):
        settle(row, by=None, done=False)
    keep(plan.school_id)


@transaction.atomic
def answer(*, check, by, words) -> PlanCheck:
    """Whoever leads on the plan says why it stays, or what was done. Said twice: once."""
    row = edits.locked(PlanCheck, check.pk)
    if row.settled_at is not None:
        return row
    if row.finding != Finding.CHANGE:
        raise IllegalMove("No change was asked for.")
    if not words.strip():
        raise ValueError("Write an answer.")
    settle(row, by=by, answer=words)
    ids = {"school_id": row.school_id, "pupil_id": check.plan.pupil_id}
    detail = {"answer": ["", words]}
    log.record("plan.check_answered", target=row, by=by, detail=detail, **ids)
    return row


def recount_checks(school_id: int) -> list[Expected]:
    period = owed(school_id)
    if not period:
        return []
    return [Expected(school_id, school_id, period.ends_on, rule=rule_in(period))]


def recount_changes(school_id: int, duties=None) -> list[Expected]:
    rows = list(asked_changes().filter(school=school_id).select_related("plan__pupil"))
    duties = duties or (Duties(school_id) if rows else None)
    return [
        Expected(
            row.pk, school_id, row.change_by, row.plan.pupil_id,
            owner_for(row.plan.pupil, named=row.plan.lead_id, duties=duties),
        )
        for row in rows
    ]  # fmt: skip


KINDS = [
    Kind(
        key=CHECK_PLANS,
        sentence="Check the plans",
        verb="Check the plans",
        link=lambda deadline: f"/plans/check/{deadline.object_id}/",
        recount=recount_checks,
    ),
    Kind(
        key=CHANGE_PLAN,
        sentence="Change the plan of {pupil}, or say why not",
        verb="Look at it",
        link=lambda deadline: f"/plan-checks/{deadline.object_id}/",
        recount=recount_changes,
        owned=True,
    ),
]
