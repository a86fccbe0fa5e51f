"""What is in a backup, and how a row is written so that both engines write it alike."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField, JSONField
from django.utils.duration import duration_string

# Who is signed in, and what was seen at work when: true only of the site that wrote it.
LEFT_OUT = {"sessions.Session", "usersessions.UserSession", "jobs.Tick"}
# Migrating fills these; the backup's own rows take their place.
FILLED_BY_MIGRATE = {"contenttypes.ContentType", "auth.Permission"}
AT_A_TIME = 500


def tables() -> dict[str, type]:
    """Name of each table in a backup → its model, in the order of the names."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    }
    return dict(sorted(found.items()))


def fields_of(model) -> list:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def columns() -> dict[str, list[str]]:
    return {name: [f.column for f in fields_of(model)] for name, model in tables().items()}


def migrations() -> list[str]:
    """What was applied, of the apps whose tables are in a backup: "letters.0001_initial"."""
    ours = {model._meta.app_label for model in tables().values()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in ours)


def lines(model) -> Iterator[bytes]:
    """Every row in the order of its key. Memory does not grow with the table."""
    fields = fields_of(model)
    rows = model._base_manager.order_by("pk").values_list(*(f.attname for f in fields))
    for row in rows.iterator(chunk_size=AT_A_TIME):
        values = [plain(field, each) for field, each in zip(fields, row, strict=True)]
        text = json.dumps(values, sort_keys=True, separators=(",", ":"))
        yield text.encode() + b"\n"


def plain(field, held):
    """A column's value as JSON has it: UTC for instants, base64 for bytes."""
    match held:
        case _ if isinstance(field, JSONField):
            return held
        case datetime():
            return held.astimezone(UTC).isoformat()
        case date() | time():
            return held.isoformat()
        case timedelta():
            return duration_string(held)
        case Decimal() | UUID():
            return str(held)
        case bytes() | memoryview():
            return base64.b64encode(held).decode()
    return held


def made(model, line: bytes):
    """The row again, unsaved."""
    row = model()
    for field, there in zip(fields_of(model), json.loads(line), strict=True):
        setattr(row, field.attname, value(field, there))
    return row


def value(field, there):
    """The column's value again, from what `plain` made of it."""
    return there if there is None or isinstance(field, JSONField) else field.to_python(there)


def insert(model, rows: list) -> None:
    """Exactly these values: no save(), no signal, nothing set to now."""
    fields = fields_of(model)
    most = min(connection.ops.bulk_batch_size(fields, rows) or AT_A_TIME, AT_A_TIME)
    for start in range(0, len(rows), most):
        model._base_manager._insert(
            rows[start : start + most], fields=fields, using="default", raw=True
        )


def files() -> Iterator[tuple[object, str]]:
    """(storage, name) of every file that a row names."""
    for model in tables().values():
        for field in fields_of(model):
            if isinstance(field, FileField):
                named = model._base_manager.exclude(**{field.attname: ""}).order_by(field.attname)
                names = named.values_list(field.attname, flat=True).distinct()
                yield from ((field.storage, name) for name in names.iterator(chunk_size=AT_A_TIME))
