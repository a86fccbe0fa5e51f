"""Starter policies, as data. A new school takes one and makes it its own.

staged_response: SEN support, then an EHC plan; a pupil joins the register with support.
three_tiers: provision begins a tier before the register does.
tutor_led: a 14-19 setting with three areas of need and tutors instead of class teachers.
Where each value comes from stands beside it in the data file.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from schools.models import Area, PlanKind, Policy, Stage
from schools.policy import snapshot

FOLDER = Path(__file__).parent
PRESETS = ("staged_response", "three_tiers", "tutor_led")


class AlreadyHasPolicy(Exception):
    """The school has a policy. A preset is only for a school that is new."""


def read(preset_key: str) -> dict:
    """The data of a preset. Raises LookupError for a name that is none."""
    if preset_key not in PRESETS:
        raise LookupError(f"no preset is called {preset_key}")
    return tomllib.loads((FOLDER / f"{preset_key}.toml").read_text(encoding="utf-8"))


def choices() -> list[tuple[str, str]]:
    """Key and title of each preset, for a form."""
    return [(key, read(key)["title"]) for key in PRESETS]


@transaction.atomic
def apply(school, preset_key: str, by=None) -> Policy:
    """Give a new school its policy, areas of need, kinds of plan and stages.

    Raises AlreadyHasPolicy, writing nothing, if the school has one: a preset must never
    overwrite what a school has made its own.
    """
    data = read(preset_key)
    if Policy.objects.filter(school=school).exists():
        raise AlreadyHasPolicy(school.pk)
    policy = Policy.objects.create(school=school, preset=preset_key, **data["policy"])
    _make(Area, school, data["areas"])
    kinds = {kind.code: kind for kind in _make(PlanKind, school, data["plan_kinds"])}
    taken = [stage.pop("plan_kinds", []) for stage in data["stages"]]
    stages = _make(Stage, school, data["stages"])
    Stage.plan_kinds.through.objects.bulk_create(
        Stage.plan_kinds.through(stage=stage, plankind=kinds[code])
        for stage, codes in zip(stages, taken, strict=True)
        for code in codes
    )
    snapshot.keep(school, words=[f"Began with the starter policy “{data['title']}”."], by=by)
    return policy


def _make(model, school, rows: list[dict]) -> list:
    """In the order they stand in the data."""
    return model.objects.bulk_create(
        model(school=school, order=order, **row) for order, row in enumerate(rows, start=1)
    )
