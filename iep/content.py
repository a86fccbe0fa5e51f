"""A plan as one plain value: what is shown, printed and frozen. One shape for all three.

Count SCHEMA up when the shape changes: frozen versions keep the shape they were made in.
"""

import json
from datetime import date

from django.db.models import Exists, OuterRef, Q

from iep import advice, sections
from iep.dates import words
from schools.models import Area

SCHEMA = 2  # 2: a target's plain_words; the layout's own questions as asked, and the answers
HEAD_TEXTS = ("sen_level", "strengths", "concerns", "pupil_views", "parent_views", "home_support")
ROW_TEXTS = ("target", "criteria", "resources", "strategies", "delivered_by", "plain_words")


def of_plan(plan) -> dict:
    """The live plan. `plan` needs school, pupil, kind and lead joined to stay cheap."""
    pupil = plan.pupil
    return {
        "plan": plan.kind.name,
        "short_name": plan.kind.short_name,
        "layout": plan.layout,
        "school": plan.school.name,
        "pupil": {
            "name": pupil.name,
            "born_on": pupil.born_on.isoformat(),
            "year": pupil.get_year_display(),
        },
        "areas": [
            {"number": n, "id": area.pk, "name": area.name, "applies": area.applies}
            for n, area in enumerate(areas_of(plan), start=1)
        ],
        "starts_on": plan.starts_on.isoformat(),
        "review_on": plan.review_on.isoformat(),
        "lead": {"id": plan.lead_id, "name": plan.lead.name},
        **{field: getattr(plan, field) for field in HEAD_TEXTS},
        "answers": plan.answers,
        "sections": sections.to_read(plan),
        "targets": [
            {"id": row.pk, **{field: getattr(row, field) for field in ROW_TEXTS}}
            for row in current_targets(plan)
        ],
    }


def areas_of(plan) -> list[Area]:
    """The areas the school uses in order, `applies` on those the plan is about."""
    chosen = plan.areas.through.objects.filter(supportplan=plan.pk, area=OuterRef("pk"))
    areas = Area.objects.filter(school=plan.school_id).annotate(applies=Exists(chosen))
    areas = areas.filter(Q(is_used=True) | Q(applies=True))
    return list(areas.only("name"))


def current_targets(plan) -> list:
    """The rows in force, in order."""
    return list(plan.targets.filter(removed_at=None))


def of_version(version) -> dict:
    """As `of_plan` gives it; what a version was not asked about then is empty."""
    value = frozen(version)
    rows = [{"plain_words": "", **row} for row in value["targets"]]
    return {"answers": {}, "sections": {}, **value, "targets": rows}


def frozen(version) -> dict:
    """What any Version holds, as it was kept."""
    return json.loads(version.content)


def for_reading(content: dict, outcomes: dict | None = None) -> dict:
    """The same with dates in words and, after a review, the outcome beside each target.

    outcomes: target number → (outcome in words, note, whether it was met).
    """
    outcomes = outcomes or {}
    none = ("", "", False)
    own = content["sections"].get("rows", [])
    shown = {
        **content,
        "titles": content["sections"].get("titles", {}),
        "label": content["sections"].get("label", ""),
        "about": content["sections"].get("about", ""),
        "top": [row for row in own if row["place"] == "top"],
        "below": [row for row in own if row["place"] != "top"],
        "not_plain": without_plain_words(content["targets"]),
        "born": _words(content["pupil"]["born_on"]),
        "starts": _words(content["starts_on"]),
        "review": _words(content["review_on"]),
        "chosen_areas": [area["name"] for area in content["areas"] if area["applies"]],
        "targets": [
            {
                **row,
                "number": number,
                "outcome": outcomes.get(row["id"], none)[0],
                "outcome_note": outcomes.get(row["id"], none)[1],
                "outcome_kind": "done" if outcomes.get(row["id"], none)[2] else "plain",
            }
            for number, row in enumerate(content["targets"], start=1)
        ],
    }
    return shown


def without_plain_words(targets) -> str:
    """How many targets the family cannot read in plain words yet, as a sentence or ""."""
    count = sum(not row["plain_words"] for row in targets)
    if not count:
        return ""
    verb = "has" if count == 1 else "have"
    return f"{advice.targets_in_words(count)} {verb} no plain words yet.".capitalize()


def _words(iso: str) -> str:
    return words(date.fromisoformat(iso))
