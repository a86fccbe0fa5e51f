"""Who may agree a plan is the policy's to say, per kind of plan."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import roles_at
from accounts.permissions import Permission, Role
from audit import log
from iep import states
from iep.models import SupportPlan
from pupils import chronology
from schools.models import ClassStaff
from sendcase import edits, moment


def may_agree(plan, person) -> bool:
    """The SENCO always; a teacher of the pupil's class where the kind leaves it to teachers."""
    roles = roles_at(person, plan.school_id)
    if Role.SENCO in roles:
        return True
    if plan.kind.agreed_by != Role.TEACHER or Role.TEACHER not in roles:
        return False
    return (
        ClassStaff.objects.held_today(person)
        .filter(class_group__isnull=False, class_group=plan.pupil.class_group_id)
        .exists()
    )


def refuse_agreement(plan, person) -> None:
    if not may_agree(plan, person):
        raise PermissionDenied(Permission.PLAN_AGREE)


@transaction.atomic
def agree(*, plan, by, version=None) -> SupportPlan:
    """draft → agreed. Raises PermissionDenied unless the policy lets this person agree it."""
    row = edits.locked(SupportPlan, plan.pk, version)
    refuse_agreement(row, by)
    states.check(row, "agree")
    if not row.targets.filter(removed_at=None).exists():
        raise edits.IllegalMove("Add a target first: a plan without one has nothing to agree.")
    edits.save(row, state=states.State.AGREED, agreed_by=by, agreed_at=moment.now())
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("plan.agreed", target=row, by=by, detail={"state": ["draft", "agreed"]}, **ids)
    chronology.note(
        row.pupil,
        f"{row.kind.name} agreed",
        needs=Permission.PLAN_VIEW,
        url=row.get_absolute_url(),
    )
    return row
