"""Saying that a plan was read."""

from django.db import transaction

from audit import log
from iep.models import SupportPlan
from iep.readers.models import PlanReading
from sendcase import edits


@transaction.atomic
def confirm(*, plan, number, by) -> PlanReading:
    """Note that this person has read the version of that number. Said twice, it is noted once.

    Raises IllegalMove where the plan is not in use, or another version was shared meanwhile.
    """
    row = edits.locked(SupportPlan, plan.pk)
    version = row.versions.first()
    if version is None or row.state != SupportPlan.State.SHARED:
        raise edits.IllegalMove("Only a plan that is shared and in use is confirmed.")
    if version.number != number:
        raise edits.IllegalMove(
            f"Version {version.number} was shared while you were reading. Read it, then confirm."
        )
    reading, is_new = PlanReading.objects.get_or_create(
        version=version, person=by, defaults={"school_id": row.school_id}
    )
    if is_new:
        detail = {"version": [None, number]}
        ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
        log.record("plan.read_confirmed", target=row, by=by, detail=detail, **ids)
    return reading
