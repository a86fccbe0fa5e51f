"""A named correction: something that went home was wrong, and the next version says so.

It follows the rules of every change: who may agree shares it, and where two must agree, two do.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import may, roles_at
from accounts.permissions import Permission, Role
from audit import log
from iep import states
from iep.models import SupportPlan
from sendcase import edits


def may_correct(plan, person) -> bool:
    """The SENCO, and who leads on the plan, if they may change and share plans here."""
    here = {"school_id": plan.school_id}
    if not all(may(person, each, **here) for each in (Permission.PLAN_EDIT, Permission.PLAN_SHARE)):
        return False
    return plan.lead_id == person.pk or Role.SENCO in roles_at(person, plan.school_id)


@transaction.atomic
def correct(*, plan, by, reason, version=None) -> SupportPlan:
    """Open a shared plan to put right what was wrong; `reason`: what that was, in words.

    Raises PermissionDenied, Stale, IllegalMove; ValueError without a reason.
    """
    row = edits.locked(SupportPlan, plan.pk, version)
    if not may_correct(row, by):
        raise PermissionDenied(Permission.PLAN_SHARE)
    states.check(row, "correct")
    if not reason.strip():
        raise ValueError("Say what was wrong.")
    edits.save(row, is_revising=True, correction_reason=reason.strip())
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    detail = {"reason": ["", row.correction_reason]}
    log.record("plan.opened_for_correction", target=row, by=by, detail=detail, **ids)
    return row
