"""May this person do this with this pupil? A role at the school is not enough for everyone."""

from django.core.exceptions import PermissionDenied

from accounts.access import roles_at
from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from pupils.models import Pupil
from pupils.querysets import GIVEN, WHOLE_SCHOOL, pupil_scope
from schools.access import record_or_404


def may_about(user, permission, pupil) -> bool:
    """Whether one of the person's roles grants it and reaches this pupil.

    Asks the database only where that is in doubt: a teacher who is also a guest on another
    class's pupil holds the teacher's rights at the school, but not on that pupil.
    """
    held = roles_at(user, pupil.school_id)
    granting = {role for role in held if permission in GRANTS[role]}
    if granting & set(WHOLE_SCHOOL):
        return True
    if not granting:
        return False
    seeing = {role for role in held if Permission.PUPIL_VIEW in GRANTS[role]}
    if granting == seeing and not (permission in GIVEN and Role.GUEST in granting):
        return True
    reach = pupil_scope(user, permission, given=GIVEN.get(permission))
    return Pupil.objects.filter(reach, pk=pupil.pk).exists()


def is_guest_of(user, pupil) -> bool:
    """Whether a share alone lets the person see this pupil: none of their roles reaches them.

    A governor, or a teacher of another class, to whom the pupil was shared is a guest here.
    """
    held = roles_at(user, pupil.school_id)
    if Role.GUEST not in held or held == {Role.GUEST}:
        return Role.GUEST in held
    works_with = pupil_scope(user, Permission.PUPIL_VIEW, without=Role.GUEST)
    return not Pupil.objects.filter(works_with, pk=pupil.pk).exists()


def require_about(user, permission, pupil) -> None:
    """Raise PermissionDenied (403) unless the person may. Find the pupil first (404)."""
    if not may_about(user, permission, pupil):
        raise PermissionDenied(permission)


def pupil_or_404(request, pk, permission=Permission.PUPIL_VIEW) -> Pupil:
    """The pupil of an address: 404 out of sight, 403 where seen but not permitted.

    School, policy, class, stage and profile come with the same query.
    """
    rows = Pupil.objects.visible_to(request.user)
    joined = rows.select_related("school__policy", "class_group", "stage", "profile")
    pupil = record_or_404(request, joined, pk)
    require_about(request.user, permission, pupil)
    return pupil
