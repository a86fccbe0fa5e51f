"""How these pages find what they are about, and who may change it."""

from django.http import Http404

from accounts.access import may, require, schools_granting
from accounts.permissions import Permission as P
from accounts.permissions import Role
from provision.models import Intervention, Place, Programme, Promise
from provision.querysets import STAFF
from pupils.access import require_about
from schools.access import record_or_404, school_or_404

State = Intervention.State


def kept(request, kind, key) -> dict:
    return {"kept_by": request.user, "kept_as": kind, "kept_key": key}


def intervention(request, pk, permission=None) -> Intervention:
    """404 out of sight, 403 where seen but not permitted."""
    rows = Intervention.objects.visible_to(request.user).select_related(
        "school__policy", "area", "proposed_by", "decided_by", "programme"
    )
    row = record_or_404(request, rows, pk)
    if permission:
        require(request.user, permission, school_id=row.school_id)
    return row


def may_change(user, row) -> bool:
    """The SENCO; whoever proposed it while it waits."""
    if may(user, P.PROVISION_EDIT, row.school_id):
        return True
    mine = row.proposed_by_id == user.pk and row.state == State.PROPOSED
    return mine and may(user, P.PROVISION_PROPOSE, row.school_id)


def with_library(request, slug):
    """The school of the address, for its own staff: a guest has no part of the library."""
    school = school_or_404(request, slug, P.PROVISION_VIEW)
    if school.pk not in schools_granting(request.user, P.PROVISION_VIEW, (*STAFF, Role.HEAD)):
        raise Http404
    return school


def programme(request, pk, permission=None) -> Programme:
    rows = Programme.objects.visible_to(request.user).select_related("school__policy", "area")
    row = record_or_404(request, rows, pk)
    if permission:
        require(request.user, permission, school_id=row.school_id)
    return row


def promise(request, pk) -> Promise:
    rows = Promise.objects.visible_to(request.user).select_related("school__policy", "pupil")
    row = record_or_404(request, rows, pk)
    require_about(request.user, P.PROVISION_EDIT, row.pupil)
    return row


def place(request, pk) -> Place:
    rows = Place.objects.visible_to(request.user).select_related(
        "school__policy", "pupil", "intervention", "promise"
    )
    row = record_or_404(request, rows, pk)
    require_about(request.user, P.PROVISION_EDIT, row.pupil)
    return row


def back_of(row) -> str:
    return row.get_absolute_url()
