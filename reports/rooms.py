"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.board import room as board
from reports.census import room as census
from reports.public import room as public
from reports.register_list import room as register_list
from reports.trail import room as trail


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (board, public, census, register_list, trail)
