"""One child's part of a handover as one plain value: shown, printed and frozen. One shape.

Count SCHEMA up when the shape changes: frozen versions keep the shape they were made in.
"""

from datetime import date

from django.db.models import OuterRef, Subquery

from iep import content as plans
from iep.dates import words
from iep.models import PlanVersion, TargetOutcome
from pupils.profile.words import header_help
from sendcase import moment

SCHEMA = 1
PLAN_TEXTS = ("target", "strategies", "resources", "delivered_by")
MOST_PREFILLED = 1800  # characters; the field takes 2,000


def last_shared(pupils) -> dict[int, dict]:
    """Pupil number → the plan as it was shared last: {name, shared_on, review_on, targets}.

    Of several plans the one shared last. Two queries, however many children.
    """
    rows = PlanVersion.objects.filter(
        plan__pupil__in=pupils, plan__state__in=["shared", "reviewed"]
    )
    newest = rows.filter(plan__pupil=OuterRef("plan__pupil")).order_by("-made_at", "-pk")
    found = rows.filter(pk=Subquery(newest.values("pk")[:1])).select_related("plan")
    return {version.plan.pupil_id: _plan(version) for version in found}


def _plan(version) -> dict:
    value = plans.frozen(version)
    return {
        "name": value["plan"],
        "shared_on": version.made_at.astimezone(moment.LONDON).date().isoformat(),
        "review_on": value["review_on"],
        "targets": [{name: row[name] for name in PLAN_TEXTS} for row in value["targets"]],
    }


def first_words(pupils) -> dict[int, str]:
    """Pupil number → what to begin "what works" with: strategies of the plan, and what was met."""
    shared, lines = last_shared(pupils), {}
    for pupil, plan in shared.items():
        tried = [row["strategies"] for row in plan["targets"] if row["strategies"]]
        lines[pupil] = [f"On the plan: {each}" for each in dict.fromkeys(tried)]
    met = TargetOutcome.objects.filter(
        review__plan__pupil__in=pupils, outcome__in=["met", "exceeded"]
    ).order_by("-review__reviewed_on", "target__position")
    for row in met.select_related("target__plan"):
        note = f" ({row.note})" if row.note else ""
        lines.setdefault(row.target.plan.pupil_id, []).append(
            f"{row.words}: {row.target.target}{note}"
        )
    return {pupil: _fitting(rows) for pupil, rows in lines.items()}


def _fitting(rows) -> str:
    """As many whole lines as fit."""
    text = ""
    for row in rows:
        if len(text) + len(row) + 1 > MOST_PREFILLED:
            break
        text = f"{text}\n{row}" if text else row
    return text


def of_note(note, plan) -> dict:
    """The live words. note: with handover (class, school), pupil (stage), written_by joined."""
    pupil, handover = note.pupil, note.handover
    return {
        "school": handover.school.name,
        "class": handover.class_group.name,
        "takes_on": handover.takes_on.isoformat(),
        "pupil": {
            "id": pupil.pk,
            "name": pupil.name,
            "born_on": pupil.born_on.isoformat(),
            "year": pupil.get_year_display(),
        },
        "stage": pupil.stage.name if pupil.stage else "",
        "plan": plan,
        "how_to_help": header_help(pupil),
        "ask_about": asks(pupil),
        "works": note.works,
        "note": note.note,
        "written_by": note.written_by.name if note.written_by else "",
    }


def asks(pupil) -> list[str]:
    """Pointers to what is on file elsewhere: what it says stays there (security: context facts)."""
    found = []
    if pupil.medical_flag or pupil.health_care_plan_url:
        found.append("a medical need")
    if pupil.reasonable_adjustments:
        found.append("adjustments")
    return found


def for_reading(value: dict, senco_title: str) -> dict:
    """The same with dates and pointers in words."""
    plan = value["plan"]
    asked = " and ".join(value["ask_about"])
    return {
        **value,
        "born": _words(value["pupil"]["born_on"]),
        "plan_days": f"shared {_words(plan['shared_on'])}, review {_words(plan['review_on'])}"
        if plan
        else "",
        "ask": f"There is something on file about {asked}: ask the {senco_title}." if asked else "",
    }


def _words(iso: str) -> str:
    return words(date.fromisoformat(iso))
