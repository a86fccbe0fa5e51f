"""How the law counts days. Pure: each answer holds the last (or first) day and how it was counted.

The SEND Regulations 2014 define no school or working day, so weeks are seven calendar days and
holidays count. Only the Tribunal's rules and the mediation certificate know working days.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

SATURDAY = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Count:
    """on: the day; words: the working, as a person checks it with a calendar on the wall."""

    on: date
    words: str


def say(day: date) -> str:
    """“Tue 24 Nov 2026”."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def weeks(anchor: date, number: int) -> Count:
    """Within so many weeks: the anchor is day 0."""
    on = anchor + timedelta(weeks=number)
    return Count(on, f"{say(anchor)} + {_many(number, 'week')} ({number * 7} days) = {say(on)}")


def days(anchor: date, number: int) -> Count:
    """Within so many days: the anchor is day 0."""
    on = anchor + timedelta(days=number)
    return Count(on, f"{say(anchor)} + {_many(number, 'day')} = {say(on)}")


def weeks_before(anchor: date, number: int) -> Count:
    """At least so many weeks before: the last day that still is."""
    on = anchor - timedelta(weeks=number)
    return Count(on, f"{say(anchor)} − {_many(number, 'week')} ({number * 7} days) = {say(on)}")


def days_with_the_first(anchor: date, number: int) -> Count:
    """A time of so many days whose first day is the anchor itself: its last day."""
    on = anchor + timedelta(days=number - 1)
    return Count(on, f"{say(anchor)} is day 1, so day {number} is {say(on)}")


def months(anchor: date, number: int) -> Count:
    """Within so many months of the anchor: the same day of the month, or the month's last day."""
    on = _same_day(anchor, number)
    return Count(on, f"{say(anchor)} + {_many(number, 'month')} = {say(on)}{_short(anchor, on)}")


def months_before(anchor: date, number: int) -> Count:
    """At least so many months before the anchor: the last day that still is."""
    on = _same_day(anchor, -number)
    return Count(on, f"{say(anchor)} − {_many(number, 'month')} = {say(on)}{_short(anchor, on)}")


def months_with_the_first(anchor: date, number: int) -> Count:
    """A time of so many months whose first day is the anchor itself: its last day.

    That is the day before the same day of the later month; where that month has no such day, its
    last one: twelve months starting with 29 Feb 2024 end on 28 Feb 2025.
    """
    later = _same_day(anchor, number)
    on = later if later.day != anchor.day else later - DAY
    return Count(
        on, f"{_many(number, 'month')} of which {say(anchor)} is the first day end on {say(on)}"
    )


def before(limit: date) -> Count:
    """Before a day: the day before it is the last."""
    on = limit - DAY
    return Count(on, f"before {say(limit)}, so {say(on)} is the last day")


def working_days(anchor: date, number: int) -> Count:
    """Within so many working days of England: the anchor is day 0."""
    on = anchor
    for _ in range(number):
        on = _from(on + DAY)
    skipped = (on - anchor).days - number
    left_out = f", {_many(skipped, 'day')} of weekend or bank holiday left out" if skipped else ""
    words = f"{say(anchor)} + {_many(number, 'working day')} = {say(on)}{left_out}"
    return Count(on, words)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def first_working_day(day: date) -> date:
    """That day if it is one, else the next."""
    return _from(day)


def _from(day: date) -> date:
    while not is_working_day(day):
        day += DAY
    return day


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def _same_day(anchor: date, number: int) -> date:
    return anchor + relativedelta(months=number)


def _short(anchor: date, on: date) -> str:
    return "" if anchor.day == on.day else f" (that month has no day {anchor.day})"


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
