"""What the plans on file say for a letter home that a person begins for one child or for many.

Only plans that the family has in hand: what is being written or changed is told when it is shared.
Sentences fit a letter to the family and one to the young person.
"""

from iep import advice, content, schooldays
from iep.dates import words
from iep.letters import facts_for, purpose_for
from iep.models import PlanVersion, SupportPlan, Target
from iep.reviews.models import Review, TargetOutcome
from iep.reviews.scale import MET
from letters.models import Letter
from letters.purposes import Gathered
from letters.services import CannotPrepare
from sendcase import moment

State = SupportPlan.State
NO_PLAN = "{} has no plan in force that was shared with the family."
NOT_THIS_YEAR = "{} has had no shared plan since {}."
NOT_TOLD = "The family of {} has not been told yet that support began. That letter goes first."
NO_REVIEW = "We have not held a review yet this school year."
MOST_LINES, LONGEST = 6, 1200  # of a list in a letter; characters


def review_invitation(pupil) -> Gathered:
    """Of the plan whose review comes first. Raises CannotPrepare."""
    plan = in_force(pupil)
    facts = {
        "plan_name": plan.kind.name,
        "review_date": words(plan.review_on),
        "plan_lead": plan.lead.name,
    }
    return Gathered(facts, about=plan)


def plan_again(pupil) -> Gathered:
    """The plan as it was shared last, to be sent once more. Raises CannotPrepare."""
    plan = in_force(pupil)
    if purpose_for(plan) != "plan-shared":
        raise CannotPrepare(NOT_TOLD.format(pupil.first_name))
    version = plan.versions.select_related("document").first()
    count = len(content.of_version(version)["targets"])
    facts = facts_for(plan, count=count, noticed=noticed_then(plan))
    return Gathered(facts, (version.document,), plan)


def known(pupil) -> dict[str, str]:
    """What any letter may say of the plan in force; empty without one. For trying a wording."""
    try:
        plan = in_force(pupil)
    except CannotPrepare:
        return {}
    version = plan.versions.first()
    count = len(content.of_version(version)["targets"])
    return facts_for(plan, count=count, noticed=noticed_then(plan))


def in_force(pupil) -> SupportPlan:
    plans = SupportPlan.objects.filter(pupil=pupil, state=State.SHARED)
    joined = plans.select_related("kind", "lead", "register_entry", "school__policy")
    plan = joined.order_by("review_on", "pk").first()
    if plan is None:
        raise CannotPrepare(NO_PLAN.format(pupil.first_name))
    return plan


def noticed_then(plan) -> str:
    """What the family was told, in our words, when the plan went home last; "" for never."""
    about = {"about_type": plan._meta.label_lower, "about_id": plan.pk}
    told = Letter.objects.filter(pupil=plan.pupil_id, **about).exclude(issued_on=None)
    return next((x.facts["noticed"] for x in told.order_by("-pk") if x.facts.get("noticed")), "")


def annual_report(pupil) -> Gathered:
    """What became of the targets of this school year (1 September on), and which help was on the
    plans. What comes next, a person writes. Raises CannotPrepare.
    """
    year = schooldays.school_year(moment.today())
    first = schooldays.first_day(year)
    plans = of_year(pupil, first)
    if not plans:
        raise CannotPrepare(NOT_THIS_YEAR.format(pupil.first_name, words(first)))
    shared = [content.of_version(version) for version in last_versions(plans)]
    rows = {row["id"]: row for plan in shared for row in plan["targets"]}
    reviews = Review.objects.filter(plan__in=plans, reviewed_on__gte=first)
    days = sorted(set(reviews.values_list("reviewed_on", flat=True)))
    facts = {
        "school_year": f"{year} to {year + 1}",
        "progress": progress(rows, outcomes_of(rows, reviews), days),
        "help_given": help_given(shared),
    }
    return Gathered(facts)


def of_year(pupil, first) -> list[SupportPlan]:
    """Shared once, and in force or reviewed since that day; the oldest first."""
    ever = SupportPlan.objects.filter(pupil=pupil, shared_at__isnull=False)
    live = ever.filter(state=State.SHARED) | ever.filter(starts_on__gte=first)
    reviewed = Review.objects.filter(plan__in=ever, reviewed_on__gte=first).values("plan")
    return list((live | ever.filter(pk__in=reviewed)).order_by("starts_on", "pk"))


def last_versions(plans) -> list[PlanVersion]:
    """As the family has each of them, in the order of the plans."""
    newest: dict[int, PlanVersion] = {}
    for version in PlanVersion.objects.filter(plan__in=plans).order_by("number"):
        newest[version.plan_id] = version
    return [newest[plan.pk] for plan in plans if plan.pk in newest]


def outcomes_of(rows, reviews) -> dict[int, str]:
    """Number of a target → its newest outcome, "" for none. One that was carried into a newer plan
    counts once, as the newest, with what was found of it before.
    """
    found = TargetOutcome.objects.filter(review__in=reviews).order_by("review__reviewed_on", "pk")
    outcome = dict(found.values_list("target", "outcome"))
    before = dict(Target.objects.filter(pk__in=rows).values_list("pk", "carried_from"))
    gone_on = set(before.values())
    newest: dict[int, str] = {}
    for number in rows:
        at, chain = number, [number]
        while (at := before.get(at)) is not None:
            chain.append(at)
        if number not in gone_on:
            newest[number] = next((outcome[each] for each in chain if each in outcome), "")
    return newest


def progress(rows, outcomes, days) -> str:
    met = [number for number, outcome in outcomes.items() if outcome in MET]
    partly = sum(outcome == TargetOutcome.Outcome.PARTLY for outcome in outcomes.values())
    lines = [counted(len(outcomes), len(met), partly)]
    lines += [f"Met: {plain(rows[number])}" for number in met]
    lines.append(f"We looked at it together on {held(days)}." if days else NO_REVIEW)
    return fitting(lines)


def held(days) -> str:
    *before, last = [words(day) for day in days]
    return f"{', '.join(before)} and {last}" if before else last


def counted(every: int, met: int, partly: int) -> str:
    going_on = every - met - partly
    words = advice.in_words
    parts = [
        f"{words(met)} {'is' if met == 1 else 'are'} met" if met else "",
        f"{words(partly)} {'is' if partly == 1 else 'are'} partly met" if partly else "",
        f"work goes on with {words(going_on)}" if going_on else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"The plan has had {advice.targets_in_words(every)} this year{said and f': {said}'}."


def plain(row) -> str:
    return " ".join((row["plain_words"] or row["target"]).split())


def help_given(shared) -> str:
    """What the plans named as help, each once, the newest plan first."""
    found = [
        " ".join((row["resources"] or row["strategies"]).split())
        for plan in reversed(shared)
        for row in plan["targets"]
    ]
    return fitting([line for line in dict.fromkeys(found) if line][:MOST_LINES])


def fitting(lines) -> str:
    """As many whole lines as fit: a letter is no plan."""
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(line) <= LONGEST:
            kept.append(line)
    return "\n".join(kept)
