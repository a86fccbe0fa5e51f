"""The school's library of programmes: added, changed, retired; and the starter library."""

import tomllib
from pathlib import Path

from django.db import transaction

from audit import log
from provision.models import Programme
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove

STARTER = Path(__file__).resolve().parent / "starter.toml"


def starter(school) -> list[dict]:
    """Rows of starter.toml that fit this school's starter policy, each with its `key`."""
    rows = tomllib.loads(STARTER.read_text(encoding="utf-8"))
    here = school.policy.preset
    return [
        {"key": key, **{name: value for name, value in row.items() if name != "presets"}}
        for key, row in rows.items()
        if here in row.get("presets", [here])
    ]


def not_taken(school) -> list[dict]:
    """Those whose name stands in no programme in use."""
    names = Programme.objects.filter(school=school).in_use().values_list("name", flat=True)
    there = {name.casefold() for name in names}
    return [row for row in starter(school) if row["name"].casefold() not in there]


@transaction.atomic
def take_over(*, school, keys, by) -> int:
    """Put these of the starter library into the school's own. Returns how many came."""
    edits.locked(School, school.pk)
    areas = {area.code: area for area in school.areas.all()}
    wanted = [row for row in not_taken(school) if row["key"] in keys]
    for row in wanted:
        facts = {name: value for name, value in row.items() if name not in ("key", "area")}
        made = Programme.objects.create(school=school, area=areas.get(row["area"]), **facts)
        tell("programme.added", made, by)
    return len(wanted)


@transaction.atomic
def add(*, school, by, **facts) -> Programme:
    """Raises IllegalMove where one in use has the name."""
    edits.locked(School, school.pk)
    _refuse_name(school.pk, facts["name"])
    row = Programme.objects.create(school=school, **facts)
    tell("programme.added", row, by)
    return row


@transaction.atomic
def change(*, programme, version, by, **facts) -> Programme:
    """What runs already keeps its words. Raises Stale, IllegalMove as `add`."""
    row = edits.locked(Programme, programme.pk, version)
    if row.retired_on is None:
        _refuse_name(row.school_id, facts["name"], other_than=row.pk)
    new = {name: value for name, value in facts.items() if getattr(row, name) != value}
    detail = {name: [str(getattr(row, name)), str(value)] for name, value in new.items()}
    edits.save(row, **new)
    tell("programme.changed", row, by, detail)
    return row


@transaction.atomic
def retire(*, programme, version, by) -> Programme:
    """Nothing new starts from it; what runs goes on. Raises Stale, IllegalMove."""
    row = edits.locked(Programme, programme.pk, version)
    if row.retired_on is not None:
        raise IllegalMove("This is no longer offered already.")
    edits.save(row, retired_on=moment.today())
    tell("programme.retired", row, by)
    return row


@transaction.atomic
def bring_back(*, programme, version, by) -> Programme:
    row = edits.locked(Programme, programme.pk, version)
    if row.retired_on is None:
        raise IllegalMove("This is in the library already.")
    _refuse_name(row.school_id, row.name)
    edits.save(row, retired_on=None)
    tell("programme.brought_back", row, by)
    return row


def _refuse_name(school_id, name, other_than=None) -> None:
    same = Programme.objects.filter(school=school_id, name__iexact=name).in_use()
    if same.exclude(pk=other_than).exists():
        raise IllegalMove(f"The library has “{name}” already. Give this one another name.")


def tell(verb, row, by, detail=None) -> None:
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
