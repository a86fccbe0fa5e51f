"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.export import room as export


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (export,)
