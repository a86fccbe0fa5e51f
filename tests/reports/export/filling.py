"""A row for every table that the cast of the access tests leaves empty, and hostile words."""

import uuid

from django.db import models

from accounts.models import User
from reports.export import kept
from sendcase import moment

AWKWARD = "Zoë O’Neil 👩‍👩‍👧 𝔸𝕞𝕚𝕟𝕒 مريم ‮ \\ \" ' %s {{ x }} =1+1 </script> \u2028"
# Where a check of the database asks for more than any value.
ALSO = {"letters.Chase": {"by"}, "ehcp.DateCorrection": {"request"}, "ehcp.FilledForm": {"request"}}
WITH = {"provision.Mark": {"minutes": 20, "reason": ""}}


def fill(school) -> None:
    """One row in each empty table of the export, pointing at what the school has."""
    left = [m for m in kept.models().values() if m._meta.label != kept.USER]
    empty = [model for model in left if not kept.rows_of(model, school.pk).exists()]
    for _ in range(3):  # some point at another that was empty
        empty = [model for model in empty if not add(model, school)]
    assert empty == []
    school.pupils.update(reasonable_adjustments=AWKWARD, legal_first_name="Zoë 👧 مريم")


def add(model, school) -> bool:
    row = model()
    for field in kept.fields_of(model):
        if field.is_relation:
            if field.null and field.name not in ALSO.get(model._meta.label, ()):
                continue
            found = first(field.related_model, school)
            if found is None:
                return False
            setattr(row, field.name, found)
        elif not field.has_default() and not field.null or field.name in ("text", "words"):
            setattr(row, field.name, some(field))
    for name, value in WITH.get(model._meta.label, {}).items():
        setattr(row, name, value)
    row.save()
    return True


def first(model, school):
    if model is User:
        return User.objects.filter(memberships__school=school).order_by("pk").first()
    return kept.rows_of(model, school.pk).first()


def some(field):
    if field.choices:
        return next(value for value, _ in field.flatchoices if value not in ("", None))
    match field:
        case models.UUIDField():
            return uuid.uuid4()
        case models.DateTimeField():
            return moment.now()
        case models.DateField():
            return moment.today()
        case models.BooleanField():
            return True
        case models.IntegerField():
            return 1
        case models.JSONField():
            return [{"text": AWKWARD, "kind": "line", "words": []}]
        case models.TextField():
            return AWKWARD
    return AWKWARD[: min(field.max_length, 20)]
