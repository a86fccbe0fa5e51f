"""What each part of this app registers with the lower ones, in order."""

from typing import Protocol

from provision import ways
from provision.costs import section as costs
from provision.family_meetings import room as family_meetings
from provision.interventions import register as interventions
from provision.ledger import room as ledger
from provision.measures import section as measures
from provision.sessions import registering as sessions


class Room(Protocol):
    def register(self) -> None: ...


ROOMS: tuple[Room, ...] = (
    ways, interventions, sessions, ledger, measures, costs, family_meetings,
)  # fmt: skip
