"""The audit rows of an import, in bulk: one per record, as audit.log.record writes one."""

import json

from audit.log import canonical, digest
from audit.models import Event, EventDetail
from sendcase.requests import request_id

BATCH = 500


def record_all(told, *, by, school_id) -> None:
    """told: (verb, pupil or contact, detail) of each, in the caller's transaction."""
    told = list(told)
    events = Event.objects.bulk_create(
        [
            Event(
                verb=verb,
                school_id=school_id,
                actor_id=by.pk,
                pupil_id=getattr(target, "pupil_id", target.pk),
                object_type=target._meta.label_lower,
                object_id=target.pk,
                request_id=request_id.get(),
                detail_digest=digest(detail),
            )
            for verb, target, detail in told
        ],
        BATCH,
    )
    EventDetail.objects.bulk_create(
        [
            EventDetail(event=event, text=json.loads(canonical(detail)))
            for event, (_, _, detail) in zip(events, told, strict=True)
        ],
        BATCH,
    )
