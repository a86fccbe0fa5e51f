"""A plan that is recorded after its request ended is still the plan of that request."""

from audit import log
from ehcp.requests.models import AssessmentRequest
from sendcase import edits

LED_TO_A_PLAN = ("draft", "plan")


def link(plan, by) -> None:
    """The newest request of this child that led to a plan and has none."""
    row = AssessmentRequest.objects.filter(
        pupil=plan.pupil_id, state__in=LED_TO_A_PLAN, plan=None
    ).first()
    if row is None:
        return
    edits.save(row, plan=plan)
    log.record("ehc_request.linked", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail={"plan": ["", str(plan.pk)]})  # fmt: skip
