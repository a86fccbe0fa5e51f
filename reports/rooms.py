"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.board import room as board
from reports.head import room as head
from reports.past import room as past
from reports.trust import room as trust


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (board, head, past, trust)
