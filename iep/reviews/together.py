"""What stands on the page that reviews several plans: which plans, their targets, their boxes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from accounts.permissions import Permission as P
from iep.dates import words
from iep.models import SupportPlan, Target
from iep.reviews import beside, cycles, scale
from iep.reviews.forms import ReviewPart
from iep.reviews.models import Review
from iep.reviews.states import Decision, meanings
from pupils.wording import counted
from schools.calendar import calendar_of
from schools.models import ClassGroup
from sendcase import moment

MOST = 40  # plans on one page
RECENT = timedelta(days=14)  # a plan that was reviewed so lately is not asked for again
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Chosen:
    """A class by number, or plans by their numbers."""

    class_group: int | None = None
    plans: tuple[int, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return self.class_group is None and not self.plans

    @property
    def key(self) -> str:
        if self.class_group:
            return f"class-{self.class_group}"
        return "plans-" + "-".join(str(number) for number in self.plans)[:80]

    @property
    def filter(self) -> Q:
        if self.class_group:
            return Q(pupil__class_group=self.class_group)
        return Q(pk__in=self.plans)


def chosen(query) -> Chosen | None:
    """What the address asks for; None for what is no number."""
    klass, plans = query.get("class", ""), query.getlist("plan")
    if not all(_is_number(text) for text in [*plans, *([klass] if klass else [])]):
        return None
    numbers = tuple(sorted({int(text) for text in plans}))[:MOST]
    return Chosen(int(klass) if klass else None, numbers)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 19


def to_review(user, school):
    """Shared plans that this person may review today."""
    plans = SupportPlan.objects.visible_to(user, P.PLAN_EDIT)
    plans = plans.filter(school=school, state=SupportPlan.State.SHARED, is_revising=False)
    lately = Review.objects.filter(plan=OuterRef("pk"), reviewed_on__gte=moment.today() - RECENT)
    return plans.exclude(Exists(lately))


def parts(request, school, chosen, form, problems=None) -> tuple[list[ReviewPart], int]:
    """(a part for each plan, how many plans do not fit on the page). Six queries for any number.

    problems: {plan number: why it could not be saved}.
    """
    problems = problems or {}
    plans = to_review(request.user, school).filter(chosen.filter)
    plans = plans.select_related("pupil", "kind").order_by("review_on", "pk")
    found = list(plans[: MOST + 1])
    rest = plans.count() - MOST if len(found) > MOST else 0
    found = sorted(found[:MOST], key=lambda plan: (plan.pupil.sort_key, plan.pk))
    targets = targets_of(found)
    calendar = calendar_of(school) if found else None
    noted = beside.lines_of(request.user, found)
    labels = scale.words_of(school.policy)
    made = []
    for plan in found:
        again = cycles.review_day(plan.kind, moment.today(), calendar)
        part = ReviewPart(
            request.POST or None, plan=plan, kept=form.kept, targets=targets[plan.pk],
            words=labels, again=again,
        )  # fmt: skip
        tell(part, noted[plan.pk])
        if plan.pk in problems:
            part.problem = problems[plan.pk]
            part.renew()
        made.append(part)
    return made, rest


def tell(part, noted) -> None:
    """What the page says of the plan besides its boxes. noted: iep.reviews.beside.Noted."""
    for target in part.targets:
        target.noted = noted.get(target.pk, [])
    part.noted = noted.get(None, [])
    part.is_late = part.plan.review_on < moment.today()
    part.due = words(part.plan.review_on)


def targets_of(plans) -> dict[int, list]:
    found = defaultdict(list)
    for target in Target.objects.filter(plan__in=plans, removed_at=None):
        found[target.plan_id].append(target)
    return found


def context(user, school, chosen, form, parts, rest) -> dict:
    group = None
    if chosen.class_group:
        group = ClassGroup.objects.filter(school=school, pk=chosen.class_group).first()
    reviewed, is_bound = lately(user, school, chosen), form.is_bound
    return {
        "school": school, "form": form, "parts": parts, "rest": rest,
        "group": group.name if group and (parts or reviewed) else "",
        "lately": reviewed,
        "scale": scale.words_of(school.policy).items(), "decisions": Decision.choices,
        "meanings": [(Decision(code).label, said)
                     for code, said in meanings(school.policy.senco_title).items()],
        "wrong": [part for part in parts if is_bound and part.is_touched and part.errors],
    }  # fmt: skip


def lately(user, school, chosen) -> list[dict]:
    """Plans of the choice that were reviewed in the last two weeks."""
    plans = SupportPlan.objects.visible_to(user, P.PLAN_EDIT).filter(chosen.filter, school=school)
    rows = Review.objects.filter(plan__in=plans, reviewed_on__gte=moment.today() - RECENT)
    rows = rows.select_related("plan__pupil").order_by("plan__pupil__sort_key", "-number")
    return [
        {"name": row.plan.pupil.name, "url": row.plan.get_absolute_url(),
         "decision": row.get_decision_display() or "Reviewed"}
        for row in rows[:MOST]
    ]  # fmt: skip


def classes(user, school) -> list[dict]:
    """Each class with plans to review: how many, how many late, how many soon. One query."""
    today = moment.today()
    rows = (
        to_review(user, school)
        .exclude(pupil__class_group=None)
        .values("pupil__class_group", "pupil__class_group__name", "pupil__class_group__sort_key")
        .annotate(
            total=Count("pk"),
            late=Count("pk", filter=Q(review_on__lt=today)),
            soon=Count("pk", filter=Q(review_on__gte=today, review_on__lte=today + SOON)),
        )
        .order_by("pupil__class_group__sort_key")
    )
    return [
        {
            "name": row["pupil__class_group__name"],
            "url": f"/{school.slug}/plans/review-together/?class={row['pupil__class_group']}",
            "total": counted(row["total"], "plan"), "late": row["late"], "soon": row["soon"],
        }
        for row in rows
    ]  # fmt: skip


def done_words(plans) -> str:
    names = ", ".join(plan.pupil.name for plan in plans)
    return f"{counted(len(plans), 'plan')} reviewed: {names}."
