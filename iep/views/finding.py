"""How a view finds its plan: 404 where it may not be known, 403 where it may not be done."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.access import require
from accounts.permissions import Permission as P
from iep import content
from iep.models import SupportPlan
from iep.reviews import reading
from pupils.access import is_guest_of, may_about
from pupils.models import Pupil
from schools.access import record_or_404

# What a page about one plan shows besides the plan; the form shows less.
WHOLE = ("school__policy", "pupil__class_group", "kind", "lead", "register_entry")
FOR_WRITING = ("school", "pupil", "kind", "lead")


def readable(request, pk, joined=WHOLE) -> SupportPlan:
    return found(request, SupportPlan.objects.visible_to(request.user), pk, joined)


def found(request, plans, pk, joined=WHOLE) -> SupportPlan:
    plan = record_or_404(request, plans.select_related(*joined), pk)
    plan.pupil.school = plan.school  # the same one, read once
    return plan


def workable(request, pk, permission, *, joined=WHOLE, also=None) -> SupportPlan:
    """A plan this person may do `permission` on: the role must reach this very pupil.

    also(plans, user) → the plans with what a page reads besides in the same query.

    Somebody may teach one class and support a child in another: the role alone is not enough.
    """
    plans = SupportPlan.objects.visible_to(request.user, permission)
    try:
        plan = found(request, also(plans, request.user) if also else plans, pk, joined)
    except Http404:
        readable(request, pk)
        raise PermissionDenied(permission) from None
    require(request.user, permission, school_id=plan.school_id)
    return plan


def pupil_for_plan(request, pk) -> Pupil:
    """A pupil this person may write a plan for."""
    joined = ("school__policy", "class_group")
    writable = Pupil.objects.visible_to(request.user, P.PLAN_EDIT).select_related(*joined)
    try:
        pupil = record_or_404(request, writable, pk)
    except Http404:
        record_or_404(request, Pupil.objects.visible_to(request.user).select_related(*joined), pk)
        raise PermissionDenied(P.PLAN_EDIT) from None
    require(request.user, P.PLAN_EDIT, school_id=pupil.school_id)
    return pupil


def reaches(user, plan, permission) -> bool:
    """Of a plan the person was shown."""
    return may_about(user, permission, plan.pupil)


def what_is_read(user, plan) -> dict | None:
    """The content this person reads: the live plan, or the version that was shared last.

    None: nothing to read yet (a guest, before the plan was shared).
    """
    from_outside = is_guest_of(user, plan.pupil)
    if plan.is_revising or (from_outside and plan.shared_at):
        return reading.in_force(plan, plan.versions.first())
    if from_outside:
        return None
    return content.of_plan(plan)


def sees_live_rows(user, plan, *, is_editor) -> bool:
    """Whether the rows as they stand now may be shown: not to readers while they change."""
    if is_editor:
        return True
    return not plan.is_revising and not is_guest_of(user, plan.pupil)
