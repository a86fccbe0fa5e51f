"""May this person do this, here? Asked of the permission table and of nothing else.

accounts knows no school: the upper apps register where roles come from (schools: Membership,
pupils: Share) and every question names the school's number.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.grants import GRANTS
from accounts.permissions import Permission, Role
from sendcase import moment

# Each SELECTs (school number, role) of the person %(user)s on the day %(today)s; with the number
# SITE a fact about the whole site, which pages tell.
role_sources: list[str] = []
SITE = 0


def roles_by_school(user) -> dict[int, set[str]]:
    """School number → roles held there today. Read once per person object (a request's life)."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_roles_by_school"):
        user._roles_by_school = _read_roles(user)
    return user._roles_by_school


def _read_roles(user) -> dict[int, set[str]]:
    """One query for all sources."""
    held: dict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        asked = {"user": user.pk, "today": moment.today().isoformat()}
        cursor.execute(" UNION ALL ".join(role_sources), asked)
        rows = cursor.fetchall()
    user.site_facts = {fact for place, fact in rows if place == SITE}
    for school_id, role in rows:
        if school_id != SITE:
            held[school_id].add(Role(role))
    return dict(held)


def forget_roles(user) -> None:
    """Read the roles again at the next question: after a membership changed in this request."""
    if hasattr(user, "_roles_by_school"):
        del user._roles_by_school


def roles_at(user, school_id: int) -> set[str]:
    return roles_by_school(user).get(school_id, set())


def may(user, permission: Permission, school_id: int) -> bool:
    """Roles add up: one role at this school that grants it is enough."""
    return any(permission in GRANTS[role] for role in roles_at(user, school_id))


def require(user, permission: Permission, *, school_id: int) -> None:
    """Raise PermissionDenied (403) unless the person may. Find the record first (404)."""
    if not may(user, permission, school_id):
        raise PermissionDenied(permission)


def schools_granting(user, permission: Permission, roles: Iterable[str] | None = None) -> list[int]:
    """Numbers of the schools where one of the person's roles (of `roles`, if given) grants it."""
    return sorted(
        school_id
        for school_id, held in roles_by_school(user).items()
        if any(permission in GRANTS[role] for role in held if roles is None or role in roles)
    )


def public(view):
    """Declare: anybody may open this, signed in or not."""
    view.access = "public"
    return view


def signed_in(view):
    """Declare: any person with an account; the view itself shows them only what is theirs."""
    view.access = "signed_in"
    return view


def needs(permission: Permission):
    """Declare the permission a view asks for. The view finds by visible_to, then require().

    The middleware lets nobody in who holds no role today; 404 and 403 are the view's to give.
    """

    def declare(view):
        view.access = permission
        return view

    return declare
