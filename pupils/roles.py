"""A current share makes its person a guest at the pupil's school."""

from collections.abc import Iterator

from accounts.permissions import Role
from pupils.models import Share


def share_roles(user) -> Iterator[tuple[int, str]]:
    """(school number, guest) for each current share. One query."""
    for school_id in Share.objects.current(user).values_list("school_id", flat=True).distinct():
        yield school_id, Role.GUEST
