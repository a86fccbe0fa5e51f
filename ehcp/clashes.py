"""Where a date of the law meets the school's own days. Pure.

The law's date never moves for a holiday. What the school itself must do, it does on its last open
day before; a meeting on a closed day needs another day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from schools.calendar import Calendar

LONGEST_LOOK_BACK = timedelta(days=80)


@dataclass(frozen=True)
class Clash:
    """why: “Christmas holiday”; do_by: the last open day before, if the calendar knows one."""

    why: str
    do_by: date | None


def of(on: date, calendar: Calendar) -> Clash | None:
    """None where the school is open that day."""
    if calendar.is_open(on):
        return None
    open_days = calendar.open_days(on - LONGEST_LOOK_BACK, on)
    return Clash(why_closed(on, calendar), open_days[-1] if open_days else None)


def why_closed(on: date, calendar: Calendar) -> str:
    """A closure's own name; a weekend; else the time between terms."""
    named = next((closure.name for closure in calendar.closures if on in closure), "")
    if named:
        return named
    if on.weekday() >= 5:
        return "a weekend"
    return "between terms"
