"""A stretch of days, and what was done in time within it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.figures.sheets import Cell


@dataclass(frozen=True)
class Window:
    """From a first day to a last, both included."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class Event:
    """Something due by a day, and the day it was done; None: not yet."""

    pupil: int
    due: date
    done: date | None


def is_of(event: Event, window: Window) -> bool:
    """Done in the window, or late at some time in it. What was due later and is not done is not."""
    if event.done in window:
        return True
    return event.due < window.last and (event.done is None or event.done > window.last)


def was_late(event: Event) -> bool:
    return event.done is None or event.done > event.due


def in_time(
    events: Iterable[Event], window: Window, whole: str, good: str, late: str
) -> dict[int, frozenset[Cell]]:
    """Pupil → cells. One late thing puts the child into the row of the late ones."""
    is_late: dict[int, bool] = {}
    for event in events:
        if is_of(event, window):
            late_now = event.done not in window or was_late(event)
            is_late[event.pupil] = is_late.get(event.pupil, False) or late_now
    return {
        pupil: frozenset({(whole, 0), (late if missed else good, 0)})
        for pupil, missed in is_late.items()
    }
