"""Making a school with its starter policy, and changing what it says of itself."""

import re

from django.db import transaction
from django.urls import get_resolver
from django.utils.text import slugify

from audit import log
from schools import hooks, presets
from schools.models import School
from sendcase import edits
from sendcase.edits import IllegalMove

EDITABLE = (
    "name", "address", "postcode", "phone", "email", "website", "local_authority", "urn",
    "laestab", "ukprn", "head_name", "senco_name", "sen_governor_name", "safeguarding_lead",
    "designated_teacher", "sendiass_contact", "local_offer_url", "parent_meeting", "kind",
    "has_sen_unit", "has_resourced_provision",
)  # fmt: skip


@transaction.atomic
def create_school(*, name, urn, laestab, preset, by=None, slug="", **details) -> School:
    """A new school, working by the preset. `by` is None where the system makes it (demo).

    Raises LookupError for an unknown preset.
    """
    school = School.objects.create(
        name=name, urn=urn, laestab=laestab, slug=slug or free_slug(name), **details
    )
    presets.apply(school, preset, by)
    log.record(
        "school.created",
        target=school,
        by=by,
        school_id=school.pk,
        detail={"name": [None, name], "preset": [None, preset]},
    )
    for furnish in hooks.on_made:
        furnish(school)
    return school


def free_slug(name: str) -> str:
    """oakfield-primary-school, or -2, -3 … where another school or page has that address."""
    plain = slugify(name)[:50] or "school"
    taken = set(School.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    taken |= first_words(get_resolver().url_patterns)
    candidates = (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 4)))
    return next(slug for slug in candidates if slug not in taken)


def first_words(patterns) -> set[str]:
    """What addresses begin with that are no school's: pupils, plans, accounts …"""
    found = set()
    for pattern in patterns:
        start = re.match(r"[a-z-]+(?=/|$)", str(pattern.pattern).lstrip("^"))
        if start:
            found.add(start[0])
        elif not str(pattern.pattern):
            found |= first_words(getattr(pattern, "url_patterns", []))
    return found


@transaction.atomic
def update_school(*, school, by, version=None, **changes) -> School:
    """Save what changed of the school's own facts. Raises edits.Stale for an old version."""
    if unknown := set(changes) - set(EDITABLE):
        raise IllegalMove(f"This cannot be changed here: {', '.join(sorted(unknown))}.")
    row = edits.locked(School, school.pk, version)
    detail = {
        field: [getattr(row, field), value]
        for field, value in changes.items()
        if getattr(row, field) != value
    }
    if not detail:
        return row
    edits.save(row, **{field: after for field, (_, after) in detail.items()})
    log.record("school.updated", target=row, by=by, school_id=row.pk, detail=detail)
    return row
