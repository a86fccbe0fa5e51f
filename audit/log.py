"""The one way into the audit log."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from audit.models import Event, EventDetail
from sendcase.bulk import insert_many
from sendcase.requests import request_id


@dataclass(frozen=True)
class Told:
    """One event of many. kind: "pupils.pupil"; key: of the row it speaks of; text: the detail in
    canonical() form, not empty.
    """

    verb: str
    kind: str
    key: int
    text: str
    pupil_id: int | None = None


def of(verb, row, detail: dict) -> Told:
    """About a row that is no pupil's."""
    return Told(verb, row._meta.label_lower, row.pk, canonical(detail))


def digest(detail: dict) -> str:
    return hashlib.sha256(canonical(detail).encode()).hexdigest()


def canonical(value) -> str:
    """One text for one value: sorted keys, no spaces, dates as ISO."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def record(verb, *, target, by, school_id, pupil_id=None, detail=None) -> Event:
    """Write one event in the caller's transaction.

    verb: "<noun>.<past>"; target: a saved model row; by: the person, None for the system;
    detail: {field: [before, after]} or other JSON, kept apart so that it can be erased.
    Raises TransactionManagementError outside a transaction: a change and its row are one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"audit {verb} outside a transaction")
    event = _event(verb, target, by=by, school_id=school_id, pupil_id=pupil_id, detail=detail)
    if detail:
        EventDetail.objects.create(event=event, text=json.loads(canonical(detail)))
    return event


def _event(verb, target, *, by, school_id, pupil_id, detail) -> Event:
    return Event.objects.create(
        verb=verb,
        school_id=school_id,
        actor_id=by.pk if by is not None else None,
        pupil_id=pupil_id,
        object_type=target._meta.label_lower,
        object_id=target.pk,
        request_id=request_id.get(),
        detail_digest=digest(detail) if detail else "",
    )


def record_many(told: Iterable[Told], *, by, school_id) -> None:
    """As record() for each, in bulk; in the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit rows outside a transaction")
    told = list(told)
    rest = {"school_id": school_id, "actor_id": by.pk, "request_id": request_id.get()}
    keys = insert_many(
        Event,
        (
            {
                "verb": each.verb, "pupil_id": each.pupil_id, "object_type": each.kind,
                "object_id": each.key, **rest,
                "detail_digest": hashlib.sha256(each.text.encode()).hexdigest(),
            }
            for each in told
        ),
    )  # fmt: skip
    rows = ({"event_id": key, "text": each.text} for key, each in zip(keys, told, strict=True))
    insert_many(EventDetail, rows, ready=["text"])


def read(target, *, by, school_id, pupil_id=None, how="read", noun=None, detail=None) -> None:
    """Note that a person opened, printed or downloaded a record (or one list, with its filter).
    noun: what it was, where the kind of the record does not say it.

    Opens its own transaction: if the row cannot be written, the page is refused. One row alone is
    a transaction as it is: every page writes one, and need not wait for a beginning and an end.
    """
    verb = f"{noun or target._meta.model_name}.{how}"
    whose = {"by": by, "school_id": school_id, "pupil_id": pupil_id}
    if not detail:
        _event(verb, target, detail=None, **whose)
        return
    with transaction.atomic():
        record(verb, target=target, detail=detail, **whose)


def read_many(rows: Iterable[tuple[Model, int]], *, by, how="read") -> None:
    """As read() without a detail, of a page that shows records of several schools. rows: (record,
    number of its school). One transaction: without the rows the page is refused.
    """
    rest = {"actor_id": by.pk, "request_id": request_id.get()}
    told = [
        {"verb": f"{row._meta.model_name}.{how}", "object_type": row._meta.label_lower,
         "object_id": row.pk, "school_id": school, **rest}
        for row, school in rows
    ]  # fmt: skip
    with transaction.atomic():
        insert_many(Event, told)
