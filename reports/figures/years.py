"""Which year group a child was in on an earlier day, worked back from the one known now. Pure."""

from datetime import date

from schools.models import YearGroup

LADDER = (
    YearGroup.E1, YearGroup.E2, YearGroup.N1, YearGroup.N2, YearGroup.R,
    *(YearGroup(str(number)) for number in range(1, 15)),
)  # fmt: skip


def school_year(day: date) -> int:
    """The calendar year in which its school year began: it turns on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def year_on(year: str, known_on: date, day: date) -> str:
    """The year group on `day` of a child known to be in `year` on `known_on`, one year a year.

    Mixed classes and years not followed stay what they are; before the first year stands "".
    """
    back = school_year(known_on) - school_year(day)
    if year not in LADDER or back <= 0:
        return year
    place = LADDER.index(YearGroup(year)) - back
    return str(LADDER[place]) if place >= 0 else ""


def cohort(year: str, day: date) -> str:
    """What stays the same when a child goes up: those who began together. Years that no child goes
    up from stand for themselves.
    """
    if year not in LADDER:
        return year
    return str(school_year(day) - LADDER.index(YearGroup(year)))
