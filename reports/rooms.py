"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.public import room as public


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (public,)
