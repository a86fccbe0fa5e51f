"""A child leaves, or comes back: each room above ends what is its own.

Upper apps register a Room in AppConfig.ready(). What leaving ends is ended in the transaction that
notes a last day that has come; a last day still ahead is kept by `end_overdue`, which runs each
hour. Nothing that ended begins again by itself (docs/decisions/leaving.md).
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import log
from audit.models import Event
from pupils.models import Pupil
from sendcase import edits, moment
from sendcase.each import each_of

LEFT = "Left the school"  # the reason that stands on everything that ends
logger = logging.getLogger(__name__)


def nothing(pupil, by) -> None:
    """What a room does for a child who comes back where it has nothing to do."""


@dataclass(frozen=True)
class Room:
    """What one app does about a child who leaves. Rooms go by `order`.

    leave(pupil, by, was): end what is open; pupil.left_on is the last day, `was` the one noted
    before; called again it finds nothing more to do. waiting(): numbers of pupils of whom
    something is open. come_back(pupil, by): what is a fact still, and so is due again.
    """

    key: str
    order: int
    leave: Callable[[Pupil, User, date | None], None]
    waiting: Callable[[], Iterable[int]]
    come_back: Callable[[Pupil, User], None] = nothing


rooms: dict[str, Room] = {}


def add_room(room: Room) -> None:
    rooms[room.key] = room


def in_order() -> list[Room]:
    return sorted(rooms.values(), key=lambda room: room.order)


def has_gone(left_on: date | None) -> bool:
    """From the last day on nothing new is asked for this child."""
    return left_on is not None and left_on <= moment.today()


def last_day_noted(pupil, was, by) -> None:
    """In the transaction that saved `left_on`; `was`: the day that stood there before."""
    if has_gone(pupil.left_on):
        end_all(pupil, by, was)
    elif has_gone(was):
        come_back(pupil, by)


def end_all(pupil, by, was=None) -> None:
    for room in in_order():
        room.leave(pupil, by, was)


def come_back(pupil, by) -> None:
    ids = {"school_id": pupil.school_id, "pupil_id": pupil.pk}
    log.record("pupil.came_back", target=pupil, by=by, **ids)
    for room in in_order():
        room.come_back(pupil, by)


def end_overdue() -> int:
    """Keep the last days that were noted ahead and have come. Safe at any time, any number of
    times. One child where it fails keeps no other. Returns of how many something ended.
    """
    open_ones = {pk for room in rooms.values() for pk in room.waiting()}
    gone = Pupil.objects.filter(left_on__lte=moment.today(), pk__in=open_ones)
    ended: list[bool] = []

    def end(number: int) -> None:
        ended.append(end_one(number))

    each_of(end, list(gone.order_by("pk").values_list("pk", flat=True)), "pupil")
    return sum(ended)


@transaction.atomic
def end_one(pk) -> bool:
    pupil = edits.locked(Pupil, pk)
    by = who_noted(pupil)
    if by is None:
        logger.warning("pupil %s has left, but nobody noted it: nothing was ended", pk)
        return False
    if has_gone(pupil.left_on):
        end_all(pupil, by)
    return True


def who_noted(pupil) -> User | None:
    """Whoever wrote the last day down, by the audit log: it is their decision that takes effect."""
    noted = Event.objects.filter(
        school_id=pupil.school_id, pupil_id=pupil.pk, verb="pupil.left"
    ).order_by("-pk")  # fmt: skip
    actor = noted.values_list("actor_id", flat=True).first()
    return User.objects.filter(pk=actor).first()
