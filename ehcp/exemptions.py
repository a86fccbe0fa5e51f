"""What allows an authority to be late with a needs assessment. Pure; recorded, never assumed.

The limits of 6, 16 and 20 weeks (and 14 after a reassessment) need not be met where that is
impractical for one of four reasons. We say which could be meant, and hold whatever the
authority's letter says; the date shown stays the date of the law.
Source: SEND Regulations 2014, reg. 5(4), 10(4), 13(3), 27(3).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(weeks=1)
LONG = timedelta(weeks=4)
DAY = timedelta(days=1)
RULES = ("decide_to_assess", "refuse_to_issue", "final_plan", "reassess_final_plan")


class Reason(StrEnum):
    SCHOOL_CLOSED = "The head was asked for advice around a closure of four weeks or more"
    EARLY_YEARS_CLOSED = "An early years setting was asked around a closure of four weeks or more"
    PERSONAL = "Exceptional personal circumstances of the child or the parent"
    AWAY = "The child or the parent was away from the area for four weeks or more"


@dataclass(frozen=True)
class Window:
    """Days on which asking the head may count as a reason, both included."""

    first: date
    last: date
    closure: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def window(name: str, starts_on: date, ends_on: date) -> Window | None:
    """From one week before the closure to one week before the school opens again.

    `ends_on` is the last closed day. None for a closure under four continuous weeks: of the usual
    ones only the summer's is longer.
    """
    reopens = ends_on + DAY
    if reopens - starts_on < LONG:
        return None
    return Window(starts_on - WEEK, reopens - WEEK, name)


def windows(calendar) -> list[Window]:
    """Of every long time between terms and every long closure; calendar: a schools Calendar."""
    gaps = [
        ("the time between terms", before.ends_on + DAY, after.starts_on - DAY)
        for before, after in zip(calendar.terms, calendar.terms[1:], strict=False)
    ]
    closed = [(c.name, c.starts_on, c.ends_on) for c in calendar.closures]
    return [found for each in gaps + closed if (found := window(*each))]


def may_be_meant(asked_on: date, calendar) -> Window | None:
    """The long closure around which the head was asked, if there is one."""
    return next((found for found in windows(calendar) if asked_on in found), None)
