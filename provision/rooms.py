"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from provision.ledger import room as ledger


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (ledger,)
