"""What nobody was asked is never stored: school, role, state, author, and who agreed."""

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User
from schools.models import School
from sendcase.models import Record
from tests.access.asking import ask
from tests.access.rows import POST, body_of, make_ready, who_may

pytestmark = pytest.mark.django_db
PEOPLE = [
    "author", "by", "created_by", "user_id", "owner", "raised_by", "decided_by", "prepared_by",
    "approved_by", "issued_by", "agreed_by", "shared_by", "reviewed_by", "recorded_by", "made_by",
    "granted_by", "edited_by", "invited_by", "deputy_for",
]  # fmt: skip
DAYS = ["agreed_at", "approved_at", "shared_at", "submitted_at", "decided_at", "issued_on",
        "closed_at", "closed_on", "ended_on", "ended_at", "family_told_on", "left_at"]  # fmt: skip
TICKS = ["is_demo", "is_active", "is_staff", "is_superuser", "is_revising", "on_register",
         "is_legal", "is_waiting", "is_monitoring", "for_young_person"]  # fmt: skip


def not_asked(cast, body) -> dict:
    """Inputs of no form here, with values that would do harm if they were stored."""
    extra = {
        "school": cast.elm.pk, "school_id": cast.elm.pk, "pupil": cast.b.pupil.pk,
        "pupil_id": cast.b.pupil.pk, "contact": cast.b.contact.pk, "plan": cast.b.draft.pk,
        "role": "head", "state": "closed", "status": "closed", "census_code": "E",
        "stage_name": "None", "slug": "elm", "trust": "", "needs": "pupil_view",
        "register_entry": cast.b.entry.pk, "carried_from": cast.b.draft.pk, "preset": "x",
        **dict.fromkeys(PEOPLE, cast.people["other_senco"].pk),
        **dict.fromkeys(DAYS, "2020-01-01"), **dict.fromkeys(TICKS, "on"),
    }  # fmt: skip
    return {name: value for name, value in extra.items() if name not in body}


def everything(wrote) -> dict:
    """Every record in its telling fields: whose, at which school, in which state, by whom. In the
    tables that were written; in the others nothing can have come.
    """
    ours = [m for m in apps.get_models() if issubclass(m, Record) and m._meta.db_table in wrote]
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list(*telling(model))))
        for model in ours
    }


def telling(model) -> list[str]:
    names = []
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is User:
            names.append(f"{field.name}__email")
        elif field.is_relation and field.related_model is School:
            names.append(f"{field.name}__slug")
        elif isinstance(field, (models.BooleanField, models.DateField)) or field.choices:
            if not isinstance(field, models.DateTimeField):
                names.append(field.name)
        elif isinstance(field, (models.CharField, models.TextField)) and field.name not in {
            "token_hash",
            "password",
            "sha256",
            "file",
        }:
            names.append(field.name)
    return names or ["version"]


@pytest.mark.parametrize("row", [r for r in POST if ":" in r.route], ids=lambda row: row.label)
def test_a_field_nobody_asked_for_is_ignored(cast, row):
    who, address, body = who_may(row), row.address(cast.a), body_of(row, cast.a)
    ready = {"first": make_ready(row, cast.a), "look": everything}
    plain = ask(cast, who, "post", address, body, **ready)
    body = body_of(row, cast.a)  # files are read once
    more = ask(cast, who, "post", address, body | not_asked(cast, body), **ready)
    assert more.status == plain.status == row.expected[who]
    assert more.wrote == plain.wrote
    assert more.seen == plain.seen
