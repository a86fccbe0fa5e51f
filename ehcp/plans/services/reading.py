"""Saying that a plan was read."""

from django.db import transaction

from ehcp.plans.models import EhcPlan, EhcReading
from ehcp.plans.services.keeping import IN_USE
from ehcp.plans.services.telling import tell
from sendcase import edits


@transaction.atomic
def confirm(*, plan, number, by) -> EhcReading:
    """Note that this person has read the version the school works by. Said twice, noted once.

    Raises IllegalMove where the plan is not in force, or another version came meanwhile.
    """
    row = edits.locked(EhcPlan, plan.pk)
    version = row.versions.filter(kind__in=IN_USE).first()
    if version is None or row.state != EhcPlan.State.IN_FORCE:
        raise edits.IllegalMove("Only a plan that is in force is confirmed.")
    if version.number != number:
        raise edits.IllegalMove("A newer plan came while you were reading. Read it, then confirm.")
    reading, is_new = EhcReading.objects.get_or_create(
        version=version, person=by, defaults={"school_id": row.school_id}
    )
    if is_new:
        tell(row, "read_confirmed", by, {"version": [None, number]})
    return reading
