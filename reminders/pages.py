"""What the page behind a line asks of its reader, and so which lines go along with a role lent."""

from functools import cache
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import Resolver404, resolve

from accounts.grants import GRANTS
from accounts.permissions import Permission
from reminders.kinds import About, Kind, kinds

ANY = About(object_id=1, pupil_id=1)  # which page it is does not hang on the numbers


def permission_at(address: str) -> str:
    """The permission that this page declares (accounts.access.needs)."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return Permission.DEADLINE_OWN
    asked = getattr(view, "access", None)
    return asked if asked in Permission else Permission.DEADLINE_OWN


@cache
def _asked(kind: Kind) -> str:
    return permission_at(kind.link(ANY))


def asks(kind: str) -> str:
    """Of any line of this kind."""
    return _asked(kinds[kind])


def opens(role: str, kind: str) -> bool:
    """Whether this role has a list of what is due, and opens the page of this kind."""
    return {Permission.DEADLINE_OWN, asks(kind)} <= GRANTS[role]


def lent_with(role: str) -> list[str]:
    """Kinds whose page this role opens."""
    return [key for key in kinds if opens(role, key)]


def goes_with(row, roles) -> bool:
    """Whether a line of somebody away is a deputy's to whom these roles were lent: one of them owns
    it or opens its page. Never what the record itself asks of that one person. row: kind,
    owner_role.
    """
    if kinds[row.kind].personal:
        return False
    return any(row.owner_role == role or opens(role, row.kind) for role in roles)


def going_with(role: str) -> Q:
    """goes_with, asked of rows in the database for one role."""
    personal = [key for key, kind in kinds.items() if kind.personal]
    return (Q(owner_role=role) | Q(kind__in=lent_with(role))) & ~Q(kind__in=personal)
