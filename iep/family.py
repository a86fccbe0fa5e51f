"""What a family said of plans, targets and reviews: what it can be about, and where it stands."""

from collections import defaultdict

from django.urls import reverse

from accounts.permissions import Permission as P
from iep.dates import words
from iep.models import Review, SupportPlan, Target
from iep.reviews.beside import Line
from letters.voice import showing, subjects
from letters.voice.models import FamilyWord
from letters.voice.subjects import Subject
from pupils.access import may_about

PLAN, TARGET, REVIEW = "iep.supportplan", "iep.target", "iep.review"
OVER = ("closed", "superseded")  # nobody is asked about the targets of these


def register() -> None:
    from iep.reviews import beside

    for subject in SUBJECTS:
        subjects.add_subject(subject)
    beside.add_source(beside.Source(noted))


def plans_of(user, pupil):
    return SupportPlan.objects.visible_to(user).filter(pupil=pupil).order_by("-starts_on", "-pk")


def plan_choices(user, pupil) -> list[tuple[int, str]]:
    return [(plan.pk, named(plan)) for plan in plans_of(user, pupil).select_related("kind")[:20]]


def named(plan) -> str:
    return f"{plan.kind.short_name} from {words(plan.starts_on)}"


def target_choices(user, pupil) -> list[tuple[int, str]]:
    """Of plans that are at work, the rows in force."""
    at_work = plans_of(user, pupil).exclude(state__in=OVER).order_by()
    rows = Target.objects.filter(plan__in=at_work.values("pk"), removed_at=None)
    return list(rows.order_by("-plan", "position").values_list("pk", "target"))


def review_choices(user, pupil) -> list[tuple[int, str]]:
    plans = plans_of(user, pupil).order_by().values("pk")
    rows = Review.objects.filter(plan__in=plans).select_related("plan__kind")
    return [(row.pk, decided(row)) for row in rows.order_by("-reviewed_on", "-pk")[:20]]


def decided(review) -> str:
    """ "Review of IEP, Tue 24 Nov 2026: Carry on with this plan"."""
    about = f"Review of {review.plan.kind.short_name}, {words(review.reviewed_on)}"
    return f"{about}: {review.get_decision_display()}" if review.decision else about


def plan_words(number) -> str:
    plan = SupportPlan.objects.filter(pk=number).select_related("kind").first()
    return named(plan) if plan else ""


def target_words(number) -> str:
    return Target.objects.filter(pk=number).values_list("target", flat=True).first() or ""


def review_words(number) -> str:
    review = Review.objects.filter(pk=number).select_related("plan__kind").first()
    return decided(review) if review else ""


def plan_url(number) -> str:
    return f"/plans/{number}/"


def target_url(number) -> str:
    plan = Target.objects.filter(pk=number).values_list("plan", flat=True).first()
    return f"/plans/{plan}/#targets" if plan else ""


def review_url(number) -> str:
    plan = Review.objects.filter(pk=number).values_list("plan", flat=True).first()
    return f"/plans/{plan}/" if plan else ""


def targets_before(pupils) -> dict[int, list[tuple[int, str]]]:
    """Target → those it was carried from, plan by plan backwards. One query."""
    rows = Target.objects.filter(plan__pupil__in=pupils)
    rows = list(rows.values_list("pk", "carried_from", "plan__starts_on"))
    before = {pk: old for pk, old, _ in rows if old}
    begun = {pk: day for pk, _, day in rows}
    found = {}
    for number in before:
        at, chain = number, []
        while (at := before.get(at)) is not None:
            chain.append((at, f"Said about this target in the plan of {words(begun[at])}"))
        found[number] = chain
    return found


SUBJECTS = (
    Subject(TARGET, "A target", target_choices, target_words, target_url, targets_before),
    Subject(PLAN, "A plan as a whole", plan_choices, plan_words, plan_url),
    Subject(REVIEW, "A decision at a review", review_choices, review_words, review_url),
)


def on_page(user, plan, value) -> dict:
    """Puts `family` beside each target of value (iep.content.for_reading), also what was said of
    the target it was carried from; returns what was said of the plan as a whole, of its reviews,
    and of targets that were taken out since. One query, two where targets were spoken of.
    """
    if value is None:
        return {}
    found = said_of(user, [plan.pupil_id])
    before = showing.carried(targets_of(found), [plan.pupil_id])
    records = may_about(user, P.VOICE_EDIT, plan.pupil)
    new = reverse("voice:new", args=[plan.pupil_id]) if records else ""
    for row in value["targets"]:
        row["family"] = {
            "words": found.pop((TARGET, row["id"]), []) + before.get((TARGET, row["id"]), []),
            "record_url": f"{new}?about={TARGET}:{row['id']}" if new and row["id"] else "",
        }
    mine = {(PLAN, plan.pk)}
    if found:
        mine |= {(TARGET, pk) for pk in plan.targets.values_list("pk", flat=True)}
        mine |= {(REVIEW, pk) for pk in plan.reviews.values_list("pk", flat=True)}
    rest = [line for key in sorted(mine) for line in found.get(key, [])]
    return {"family": {"words": rest, "record_url": f"{new}?about={PLAN}:{plan.pk}" if new else ""}}


def said_of(user, pupils) -> dict[tuple, list[dict]]:
    """(type, number) → what these children's families said of that row, the newest first."""
    rows = FamilyWord.objects.visible_to(user).standing()
    rows = rows.filter(pupil__in=pupils, about_type__in=[PLAN, TARGET, REVIEW])
    found = defaultdict(list)
    for word in rows.select_related(*showing.JOINED):
        found[word.about_type, word.about_id].append(showing.line(word))
    return found


def targets_of(found) -> dict[tuple, list[dict]]:
    return {key: lines for key, lines in found.items() if key[0] == TARGET}


def noted(user, plans, _found=None) -> dict[int, dict[int | None, list[Line]]]:
    """A source of iep.reviews.beside: what the family said beside each target, also of the one it
    was carried from. One query where nothing was said, three where targets were spoken of.
    """
    pupils = [plan.pupil_id for plan in plans]
    found = said_of(user, pupils)
    places = [((PLAN, plan.pk), plan.pk, None) for plan in plans]
    before = showing.carried(targets_of(found), pupils)
    if targets_of(found):
        rows = Target.objects.filter(plan__in=plans).values_list("pk", "plan", "removed_at")
        places += [((TARGET, pk), plan, None if gone else pk) for pk, plan, gone in rows]
    lines = defaultdict(lambda: defaultdict(list))
    for key, plan, target in places:
        said = found.get(key, []) + (before.get(key, []) if target else [])
        if said:
            lines[plan][target] += [as_line(each) for each in said]
    return {plan: dict(beside) for plan, beside in lines.items()}


def as_line(said) -> Line:
    """Its words and, where we gave one, our answer. said: of letters.voice.showing."""
    text = f"{said['kind']}: {said['words']}"
    if said.get("earlier"):
        text = f"{said['earlier']}. {text}"
    if said["answer"]:
        text += f"\nWe answered ({said['answered']}): {said['answer']}"
    return Line(text, said["by"], said["on"])
