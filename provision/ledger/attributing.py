"""Which promise a session was for: that of the place the pupil held in it on that day.

A tick stays with the day it was for, also where the place was split afterwards (another amount
from an earlier day on): it counts once, for the promise that held then. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from provision.ledger.counting import Outing


@dataclass(frozen=True)
class PlaceFact:
    pk: int
    intervention: int
    pupil: int
    promise: int
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class SessionFact:
    pk: int
    intervention: int
    on: date
    minutes: int


@dataclass(frozen=True)
class MarkFact:
    pk: int
    session: int
    place: int
    outcome: str
    minutes: int
    reason: str


def outings(
    places: Iterable[PlaceFact], sessions: Iterable[SessionFact], marks: Iterable[MarkFact]
) -> dict[int, list[Outing]]:
    """Promise → its sessions as they went. places: all those of these pupils."""
    by_number, groups = {}, defaultdict(lambda: defaultdict(list))
    for place in places:
        by_number[place.pk] = place
        groups[place.intervention][place.pupil].append(place)
    ticks = _ticks(marks, by_number)
    found = defaultdict(list)
    for session in sessions:
        for pupil, held in groups[session.intervention].items():
            place = _held(held, session.on)
            tick = _tick(ticks[session.pk, pupil], place)
            place = place or (by_number[tick.place] if tick else None)
            if place:
                found[place.promise].append(_outing(session, tick))
    return found


def _ticks(marks, places) -> dict[tuple[int, int], list[MarkFact]]:
    """(session, pupil) → the ticks that say something."""
    found = defaultdict(list)
    for mark in marks:
        if mark.outcome and mark.place in places:
            found[mark.session, places[mark.place].pupil].append(mark)
    return found


def _held(places, day) -> PlaceFact | None:
    held = [each for each in places
            if each.from_on <= day and (each.until_on is None or day <= each.until_on)]  # fmt: skip
    return max(held, key=lambda each: (each.from_on, each.pk), default=None)


def _tick(ticks, place) -> MarkFact | None:
    """The one of the place held that day, else the newest."""
    own = place.pk if place else None
    return max(ticks, key=lambda each: (each.place == own, each.pk), default=None)


def _outing(session, tick) -> Outing:
    if tick is None:
        return Outing(session.on, session.minutes)
    return Outing(session.on, session.minutes, tick.outcome, tick.minutes, tick.reason)
