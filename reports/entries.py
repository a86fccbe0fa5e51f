"""What stands on the page of reports. Each room adds its entry in `register()`."""

from dataclasses import dataclass

from accounts.access import may
from accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A report: `address` is below the school ("census/"), open to who holds `permission`, or the
    other one where there are two sides to it.
    """

    words: str
    hint: str  # one sentence: what it is for, and for whom
    address: str
    permission: Permission
    or_permission: Permission | None = None

    def is_open_to(self, user, school_id: int) -> bool:
        held = filter(None, (self.permission, self.or_permission))
        return any(may(user, permission, school_id) for permission in held)


_entries: list[Entry] = []


def add(entry: Entry) -> None:
    """Once each, however often an app is made ready."""
    if entry not in _entries:
        _entries.append(entry)


def open_to(user, school) -> list[tuple[Entry, str]]:
    """(entry, url) of those this person may open, in the order of the rooms."""
    return [
        (entry, f"/{school.slug}/{entry.address}")
        for entry in _entries
        if entry.is_open_to(user, school.pk)
    ]
