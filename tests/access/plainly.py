"""What the first who may press a button does with it, and what of it is stored then."""

from django.apps import apps
from django.db import models

from accounts.models import User
from schools.models import School
from sendcase.models import Record
from tests.access.asking import Answer, ask
from tests.access.rows import body_of, make_ready, who_may


def plainly_done(cast, row) -> Answer:
    """Their answer, with `everything` as its `seen`. Asked once of each cast: the matrix and the
    test of fields nobody asked for read the same.
    """
    if row.label not in cast.done:
        cast.done[row.label] = ask(
            cast, who_may(row), "post", row.address(cast.a), body_of(row, cast.a),
            look=everything, first=make_ready(row, cast.a),
        )  # fmt: skip
    return cast.done[row.label]


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
