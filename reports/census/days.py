"""Census days: the first Thursday of October, the third of January and of May. Pure.

Source: local authorities' census guidance as gathered in 2026; the Department says each year's day.
"""

from datetime import date, timedelta
from enum import StrEnum

THURSDAY = 3  # date.weekday()


class Term(StrEnum):
    """Which census a day belongs to: by its month, also for a day the school chose itself."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


NAMES = {Term.AUTUMN: "Autumn census", Term.SPRING: "Spring census", Term.SUMMER: "Summer census"}
# month → which Thursday of it
OFFERED = {1: 3, 5: 3, 10: 1}


def term_of(day: date) -> Term:
    """January to March is spring, April to August summer."""
    if day.month <= 3:
        return Term.SPRING
    return Term.SUMMER if day.month <= 8 else Term.AUTUMN


def name_of(day: date) -> str:
    """Spring census 2026."""
    return f"{NAMES[term_of(day)]} {day.year}"


def thursday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 7 * (which - 1))


def of_year(year: int) -> list[date]:
    return [thursday(year, month, which) for month, which in OFFERED.items()]


def offered(today: date, before: int = 5) -> list[date]:
    """The next day to come (or today) and those before it, the newest first."""
    days = sorted(day for year in range(today.year - 3, today.year + 2) for day in of_year(year))
    coming = next(day for day in days if day >= today)
    at = days.index(coming)
    return days[at - before : at + 1][::-1]


def last_before(day: date) -> date:
    """The offered day before this one."""
    days = [each for year in (day.year - 1, day.year) for each in of_year(year)]
    return max(each for each in days if each < day)
