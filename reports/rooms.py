"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.census import room as census


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (census,)
