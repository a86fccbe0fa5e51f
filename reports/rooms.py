"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.sampler import room as sampler


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (sampler,)
