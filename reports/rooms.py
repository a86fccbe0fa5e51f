"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from reports.board import room as board
from reports.census import room as census
from reports.export import room as export
from reports.head import room as head
from reports.past import room as past
from reports.public import room as public
from reports.register_list import room as register_list
from reports.sampler import room as sampler
from reports.trail import room as trail
from reports.trust import room as trust


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (
    head, board, sampler, public, census, register_list, past, trail, trust, export,
)  # fmt: skip
