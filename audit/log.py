"""The one way into the audit log."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from audit.models import Event, EventDetail
from sendcase.requests import request_id

BATCH = 500


@dataclass(frozen=True)
class Told:
    """One event of many: as the arguments of record()."""

    verb: str
    target: object
    detail: dict = field(default_factory=dict)
    pupil_id: int | None = None


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
    event = Event.objects.create(
        verb=verb,
        school_id=school_id,
        actor_id=by.pk if by is not None else None,
        pupil_id=pupil_id,
        object_type=target._meta.label_lower,
        object_id=target.pk,
        request_id=request_id.get(),
        detail_digest=digest(detail) if detail else "",
    )
    if detail:
        EventDetail.objects.create(event=event, text=json.loads(canonical(detail)))
    return event


def record_many(told: Iterable[Told], *, by, school_id) -> None:
    """As record() for each, in a statement for hundreds; in the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit rows outside a transaction")
    told = list(told)
    texts = [canonical(each.detail) for each in told]
    events = Event.objects.bulk_create(
        [
            Event(
                verb=each.verb, school_id=school_id, actor_id=by.pk, pupil_id=each.pupil_id,
                object_type=each.target._meta.label_lower, object_id=each.target.pk,
                request_id=request_id.get(),
                detail_digest=hashlib.sha256(text.encode()).hexdigest() if each.detail else "",
            )
            for each, text in zip(told, texts, strict=True)
        ],
        BATCH,
    )  # fmt: skip
    EventDetail.objects.bulk_create(
        [
            EventDetail(event=event, text=json.loads(text))
            for event, each, text in zip(events, told, texts, strict=True)
            if each.detail
        ],
        BATCH,
    )


def read(target, *, by, school_id, pupil_id=None, how="read", detail=None) -> None:
    """Note that a person opened, printed or downloaded a record (or one list, with its filter).

    Opens its own transaction: if the row cannot be written, the page is refused.
    """
    with transaction.atomic():
        verb = f"{target._meta.model_name}.{how}"
        record(verb, target=target, by=by, school_id=school_id, pupil_id=pupil_id, detail=detail)
