"""What cannot be at the same time: a child in two places, an adult, a room. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from provision.map.reading import Run, Time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True)
class Clash:
    """Two times of one child, adult or room that overlap."""

    who: str
    day: str
    first: str
    second: str

    @property
    def words(self) -> str:
        return f"{self.who}, {self.day}: {self.first} and {self.second}"


def of_children(runs: list[Run]) -> list[Clash]:
    """Named children in two interventions at one time."""
    return clashing(
        ((child.pupil_id, child.name), run, (child.from_on, child.until_on))
        for run in runs
        for child in run.pupils
    )


def of_adults(runs: list[Run]) -> list[Clash]:
    return clashing(
        ((user_id or name, name), run, (first, last))
        for run in runs
        for user_id, name, first, last in run.staff
    )


def of_rooms(runs: list[Run]) -> list[Clash]:
    found = []
    for run in runs:
        for slot in run.slots:
            if room := slot.room or run.room:
                found.append(((room.casefold(), room), run, slot))
    return _overlapping(found)


def clashing(held: Iterable) -> list[Clash]:
    """held: ((key, name), run, (first day, last day)): every slot of the run counts for it."""
    found = [
        (who, run, during(slot, *days))
        for who, run, days in held
        for slot in run.slots
        if together(days, days_of(slot))
    ]
    return _overlapping(found)


def during(slot: Time, first: date, last: date | None) -> Time:
    """The slot on the days it has in common with that span."""
    ends = [day for day in (slot.until_on, last) if day is not None]
    return replace(slot, from_on=max(slot.from_on, first), until_on=min(ends, default=None))


def _overlapping(found) -> list[Clash]:
    by_day = defaultdict(list)
    for (key, name), run, slot in found:
        if slot.at is not None:
            by_day[key, slot.weekday].append((name, run, slot))
    clashes = {}
    for (key, weekday), held in by_day.items():
        held.sort(key=lambda each: (minutes_in(each[2]), each[1].pk))
        for at, (name, run, slot) in enumerate(held):
            for _, other, later in held[at + 1 :]:
                if minutes_in(later) >= minutes_in(slot) + slot.minutes:
                    break
                if run.pk != other.pk and together(days_of(slot), days_of(later)):
                    clash = Clash(name, DAYS[weekday], said(run, slot), said(other, later))
                    clashes[key, weekday, run.pk, other.pk] = clash
    return sorted(clashes.values(), key=lambda each: (each.who, DAYS.index(each.day)))


def said(run: Run, slot: Time) -> str:
    return f"{run.name} ({slot.at:%H:%M}, {slot.minutes} minutes)"


def minutes_in(slot: Time) -> int:
    return slot.at.hour * 60 + slot.at.minute


def days_of(slot: Time):
    return (slot.from_on, slot.until_on)


def together(one, other) -> bool:
    """Whether two spans of days have a day in common; None: it goes on."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])
