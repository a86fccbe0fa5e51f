"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from provision.family_meetings import room as family_meetings


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (family_meetings,)
