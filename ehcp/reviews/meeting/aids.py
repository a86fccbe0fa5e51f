"""What stands beside a question of the meeting, to read: never filled in, never saved from here.

A part that was said at another time, perhaps by one parent alone, opens by a press (`is_shut`): the
page may be on the wall.
"""

from dataclasses import dataclass

from django.utils.text import Truncator

from ehcp import clock
from ehcp.giving.showing import of_year
from ehcp.plans import quantity
from ehcp.reviews.meeting.content import plan_in_force
from ehcp.reviews.models import AnnualReview, OutcomeProgress
from iep.models import SupportPlan
from iep.reviews.reading import outcomes_of
from letters.voice.models import FamilyWord
from pupils.profile.models import PupilProfile
from pupils.profile.questions import as_lines, of_view
from pupils.profile.words import latest_view
from pupils.wording import day_text

LONGEST, MOST = 400, 5  # characters of one piece; pieces of one kind
PROFILE = (("matters", "What matters to me"), ("help", "How to help me"),
           ("next_step", "What I want to do next"))  # fmt: skip


@dataclass(frozen=True)
class Aid:
    """lines: (what, words); where: an address to all of it, or ""."""

    title: str
    lines: list[tuple[str, str]]
    where: str = ""
    is_shut: bool = False


def cut(words: str) -> str:
    return Truncator(words).chars(LONGEST)


def beside(user, row, key: str) -> list[Aid]:
    """For a point of the agenda that is words; those that are there. row: pupil and plan joined."""
    found = {
        "child": (_said, _profile), "family": (_family, _last_review_family),
        "needs": (_needs, _advice), "adulthood": (_section_a,), "changes": (_asked_for,),
        "recommendation": (_asked_for, _under_five), "moving": (_dates_of_the_move,),
        "pep": (_looked_after,),
    }  # fmt: skip
    aids = (make(user, row) for make in found.get(key, ()))
    return [aid for aid in aids if aid is not None and aid.lines]


def beside_progress(user, row, plan: dict, outcome: int) -> list[Aid]:
    """plan: ehcp.plans.content of the plan in force."""
    aids = (_provision(plan, outcome), _given(user, row, plan, outcome),
            _last_time(row, outcome), _targets(user, row))  # fmt: skip
    return [aid for aid in aids if aid is not None and aid.lines]


def _provision(plan, outcome) -> Aid:
    lines = [
        (f"F{line['number']}", " ".join(filter(None, (cut(line["words"]), amount(line)))))
        for line in plan["provisions"] if outcome in line["outcomes"]
    ]  # fmt: skip
    return Aid("Help that serves it", lines)


def _given(user, row, plan, outcome) -> Aid:
    """How much of that help was given in the last twelve months, as far as promises name it."""
    names = {line["id"]: f"F{line['number']}" for line in plan["provisions"]
             if outcome in line["outcomes"]}  # fmt: skip
    found = of_year(user, row.plan, names)
    lines = [
        (name, f"{each['what']}, {each['often']}. {each['in_short']}. {each['lost']}".strip())
        for key, name in names.items() for each in found.get(key, ())
    ]  # fmt: skip
    missing = [name for key, name in names.items() if key not in found]
    lines += [(name, "Nobody gives this yet: no promise is linked.") for name in missing]
    return Aid("Promised and given", lines)


def amount(line) -> str:
    said = quantity.in_words(line)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _last_time(row, outcome) -> Aid | None:
    """The same outcome at the review before."""
    before = OutcomeProgress.objects.filter(outcome=outcome, review__plan=row.plan_id)
    before = before.exclude(review=row).exclude(review__state=AnnualReview.State.CALLED_OFF)
    last = before.select_related("review").order_by("-review__held_on", "-pk").first()
    if last is None or last.review.held_on is None:
        return None
    lines = [(last.get_reached_display(), cut(last.words))]
    return Aid(f"At the review of {day_text(last.review.held_on)}", lines)


def _targets(user, row) -> Aid | None:
    """The school's own plan that is in use: its targets and how each went last."""
    plans = SupportPlan.objects.visible_to(user).filter(pupil=row.pupil_id)
    plan = (
        plans.filter(state__in=["shared", "reviewed"]).select_related("kind")
        .order_by("-starts_on", "-pk").first()
    )  # fmt: skip
    if plan is None:
        return None
    went = outcomes_of(plan)
    lines = [
        (went[target.pk][0] if target.pk in went else "Not reviewed yet", cut(target.target))
        for target in plan.targets.filter(removed_at=None)[:MOST]
    ]
    return Aid(f"Targets of the {plan.kind.short_name}", lines, plan.get_absolute_url())


def _said(user, row) -> Aid | None:
    view = latest_view(user, row.pupil)
    if view is None:
        return None
    lines = [(question, cut(words)) for question, words in as_lines(of_view(view))]
    title = f"{row.pupil.first_name} said on {day_text(view.on)}"
    return Aid(title, lines, view.get_absolute_url(), is_shut=True)


def _profile(user, row) -> Aid | None:
    profile = PupilProfile.objects.visible_to(user).filter(pupil=row.pupil_id).first()
    if profile is None:
        return None
    lines = [(title, cut(words)) for name, title in PROFILE if (words := getattr(profile, name))]
    return Aid("From the one-page profile", lines, profile.get_absolute_url(), is_shut=True)


def _family(user, row) -> Aid:
    words = FamilyWord.objects.visible_to(user).standing().filter(pupil=row.pupil_id)[:MOST]
    lines = [(f"{each.said_by}, {day_text(each.said_on)}", cut(each.words)) for each in words]
    return Aid("Said to the school before", lines, f"/pupils/{row.pupil_id}/family/", True)


def _last_review_family(user, row) -> Aid | None:
    plans = SupportPlan.objects.visible_to(user).filter(pupil=row.pupil_id)
    plan = plans.exclude(parent_views="").select_related("kind").order_by("-starts_on").first()
    if plan is None:
        return None
    lines = [(f"From {day_text(plan.starts_on)}", cut(plan.parent_views))]
    return Aid(f"In the {plan.kind.short_name}", lines, plan.get_absolute_url(), is_shut=True)


def _needs(user, row) -> Aid:
    needs = plan_in_force(row.plan)["needs"]
    return Aid("Section B of the plan", [(f"B{line['number']}", cut(line["words"]))
                                         for line in needs])  # fmt: skip


def _advice(user, row) -> Aid:
    people = row.invitations.exclude(advice_words="")[:MOST]
    lines = [(each.name or each.get_role_display(), cut(each.advice_words)) for each in people]
    return Aid("Advice that came", lines, is_shut=True)


def _section_a(user, row) -> Aid:
    said = plan_in_force(row.plan)["sections"].get("A", "")
    return Aid("Section A: hopes for the future", [("", cut(said))] if said else [])


def _asked_for(user, row) -> Aid:
    """What was written of single outcomes: each belongs into section E."""
    rows = row.progress.exclude(next_words="").select_related("outcome")
    lines = [(f"E{each.outcome.number} from now on", cut(each.next_words)) for each in rows]
    return Aid("Said of the outcomes", lines)


def _dates_of_the_move(user, row) -> Aid | None:
    """By when the amended plan must stand (reg. 18(1))."""
    if not row.transfer_year:
        return None
    due = clock.phase_transfer(row.transfer_year, from_secondary_to_post_16=row.is_to_post_16)
    return Aid(f"Moving in {row.transfer_year}", [
        ("The authority amends the plan by", day_text(due.on)), ("", f"{due.source}.")
    ])  # fmt: skip


def _looked_after(user, row) -> Aid:
    """Whether the education plan is talked over in the same meeting, and its school invited."""
    people = row.invitations.all()
    virtual = [each.name or each.organisation for each in people
               if "virtual school" in f"{each.name} {each.organisation}".casefold()]  # fmt: skip
    together = "in this meeting" if row.is_with_pep else "in a meeting of its own"
    return Aid("Looked after by the authority", [
        ("Education plan", together),
        ("Virtual school", ", ".join(virtual) or "nobody is on the list of this meeting"),
    ])  # fmt: skip


def _under_five(user, row) -> Aid | None:
    if row.kind != row.Kind.UNDER_5:
        return None
    words = "The authority thinks about another review after three to six months."
    return Aid("Under 5", [("", f"{words} SEND Code 2015, 9.178.")])
