"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from iep import family, filters, handing_on, in_class, registering
from iep.bank import rooms as bank
from iep.giving import room as giving
from iep.lesson import today as lessons
from iep.reviews import registering as reviews


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (
    registering, handing_on, reviews, bank, in_class, lessons, family, giving, filters,
)  # fmt: skip
