"""The SENCO's page "Check the plans": every shared plan not looked at in this period."""

from itertools import groupby

from django.db.models import Count, F, Max, Q, Value
from django.db.models.functions import Coalesce

from iep.dates import words
from iep.reviews import checks
from iep.reviews.forms import CheckPart
from iep.reviews.models import PlanCheck, TargetOutcome
from pupils.wording import counted
from sendcase import moment
from sendcase.pages import keyset

SIZE, ORDER = 40, ("class_sort", "child_sort", "pk")
HERE = Q(targets__removed_at=None)


def to_check(school, period):
    """The plans still to be checked; ORDER is theirs."""
    plans = checks.unchecked(school.pk, period).select_related("pupil__class_group", "lead", "kind")
    return plans.annotate(
        class_sort=Coalesce("pupil__class_group__sort_key", Value("")),
        child_sort=F("pupil__sort_key"),
        goals=Count("targets", filter=HERE & Q(targets__isnull=False), distinct=True),
        last_review=Max("reviews__number"),
    )


def page_of(request, school, period):
    """One page of them, by class."""
    return keyset(to_check(school, period), order=ORDER, request=request, size=SIZE)


def parts(request, form, page) -> list[CheckPart]:
    said = last_outcomes(page.rows)
    made = []
    for plan in page.rows:
        part = CheckPart(request.POST or None, plan=plan, kept=form.kept)
        part.row = row_of(plan, said.get(plan.pk, []))
        made.append(part)
    return made


def last_outcomes(plans) -> dict[int, list[str]]:
    """Plan number → its outcomes in words, of the last review. One query."""
    numbers = {plan.pk: plan.last_review for plan in plans}
    rows = TargetOutcome.objects.filter(review__plan__in=numbers).select_related("review")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("target__position"):
        if row.review.number == numbers[row.review.plan_id]:
            found.setdefault(row.review.plan_id, []).append(row.words)
    return found


def row_of(plan, outcomes) -> dict:
    is_late = plan.review_on < moment.today()
    klass = plan.pupil.class_group
    return {
        "name": plan.pupil.name,
        "url": plan.get_absolute_url(),
        "class": klass.name if klass else "No class",
        "plan": plan.kind.short_name,
        "lead": plan.lead.name,
        "targets": counted(plan.goals, "target"),
        "status_kind": "late" if is_late else "plain",
        "status": f"Review {'late, ' if is_late else ''}{words(plan.review_on)}",
        "outcomes": ", ".join(outcomes),
    }


def groups(parts) -> list[tuple[str, list]]:
    return [(name, list(rows)) for name, rows in groupby(parts, key=lambda p: p.row["class"])]


def so_far(school, period) -> dict:
    """How many were looked at in this period, and what was asked and is still open."""
    rows = PlanCheck.objects.filter(school=school, period_from=period.starts_on)
    return rows.aggregate(
        checked=Count("pk"),
        changes=Count("pk", filter=Q(finding="change", settled_at=None)),
    )
