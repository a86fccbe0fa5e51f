"""Who may agree a plan is the policy's to say, per kind of plan; the plan keeps what it said.

Where two must agree, they are two different people, and one of them at least holds the role that
agrees plans of this kind; the other may be a teacher of the pupil's class or the SENCO.
"""

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

TWICE = "You have agreed this plan already. A second person must agree it, too."


def may_agree(plan, person) -> bool:
    """The SENCO always; a teacher of the pupil's class where the plan leaves it to teachers, or
    as one of two. Whether this very person agreed before is not asked here.
    """
    if agrees_alone(plan, person):
        return True
    if not plan.needs_second or not teaches(plan, person):
        return False
    first = plan.changes_agreed_by if plan.is_revising else plan.first_agreed_by
    return first is None or first == person or agrees_alone(plan, first)


def agrees_alone(plan, person) -> bool:
    """Whether the plan's rule names this person, with or without somebody else."""
    if Role.SENCO in roles_at(person, plan.school_id):
        return True
    return plan.agreed_by_role == Role.TEACHER and teaches(plan, person)


def teaches(plan, person) -> bool:
    if Role.TEACHER not in roles_at(person, plan.school_id):
        return False
    return (
        ClassStaff.objects.held_today(person)
        .filter(class_group__isnull=False, class_group=plan.pupil.class_group_id)
        .exists()
    )


def refuse_agreement(plan, person) -> None:
    """Raise PermissionDenied for whom the rule does not name, IllegalMove for the same twice."""
    if not may_agree(plan, person):
        raise PermissionDenied(Permission.PLAN_AGREE)
    if plan.needs_second and states.first_of_two(plan) == person.pk:
        raise edits.IllegalMove(TWICE)


@transaction.atomic
def agree(*, plan, by, version=None) -> SupportPlan:
    """draft → agreed; where two must agree, the first agreement only notes who and when.

    Raises PermissionDenied unless the plan's rule lets this person agree it.
    """
    row = edits.locked(SupportPlan, plan.pk, version)
    refuse_agreement(row, by)
    states.check(row, "agree")
    if not row.targets.filter(removed_at=None).exists():
        raise edits.IllegalMove("Add a target first: a plan without one has nothing to agree.")
    if states.step(row, "agree") == "agree first":
        changes = {"first_agreed_by": by, "first_agreed_at": moment.now()}
        edits.save(row, **({"changes_agreed_by": by} if row.is_revising else changes))
        tell(row, "plan.agreed_first", "agreed by the first of two", by, {"first": [None, by.pk]})
        return row
    edits.save(row, state=states.State.AGREED, agreed_by=by, agreed_at=moment.now())
    tell(row, "plan.agreed", "agreed", by, {"state": ["draft", "agreed"]})
    return row


def tell(row, verb, past, by, detail) -> None:
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(verb, target=row, by=by, detail=detail, **ids)
    chronology.note(
        row.pupil,
        f"{row.kind.name} {past}",
        needs=Permission.PLAN_VIEW,
        url=row.get_absolute_url(),
    )


def taken_back(row) -> dict:
    """What a change of the words takes back: the agreement of the first of two."""
    if row.is_revising:
        return {"changes_agreed_by": None}
    return {"first_agreed_by": None, "first_agreed_at": None}
