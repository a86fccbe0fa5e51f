"""School years around today, so that the demo is never out of term for want of dates."""

from datetime import date, timedelta

from schools.calendar import Calendar, Span
from schools.services import terms

YEARS_BACK = 2  # whole school years of history before this one


def first_year(today: date) -> int:
    """The year in which the school year of `today` began (1 September)."""
    return today.year if today.month >= 9 else today.year - 1


def years(today: date) -> range:
    """The school years the demo knows, by the year they begin in: the past two to the next."""
    return range(first_year(today) - YEARS_BACK, first_year(today) + 2)


def add_years(school, today: date, by) -> None:
    for year in years(today):
        for name, starts_on, ends_on, off in dates(year):
            terms.add_term(school=school, name=name, starts_on=starts_on, ends_on=ends_on, by=by)
            terms.add_closure(
                school=school, name="Half-term", starts_on=off, ends_on=off + timedelta(days=4),
                by=by,
            )  # fmt: skip


def calendar(today: date) -> Calendar:
    """The same as add_years writes, without a database."""
    rows = [row for year in years(today) for row in dates(year)]
    return Calendar(
        terms=tuple(Span(name, first, last) for name, first, last, _ in rows),
        closures=tuple(Span("Half-term", off, off + timedelta(days=4)) for *_, off in rows),
    )


def dates(year: int):
    """(name, first day, last day, Monday of half-term) of the three terms."""
    yield (
        f"Autumn {year}",
        monday(date(year, 9, 1)),
        friday(date(year, 12, 18)),
        monday(date(year, 10, 26)),
    )
    following = year + 1
    yield (
        f"Spring {following}",
        monday(date(following, 1, 4)),
        friday(date(following, 3, 27)),
        monday(date(following, 2, 15)),
    )
    yield (
        f"Summer {following}",
        monday(date(following, 4, 13)),
        friday(date(following, 7, 21)),
        monday(date(following, 5, 25)),
    )


def monday(day: date) -> date:
    """The first Monday on or after the day."""
    return day + timedelta(days=-day.weekday() % 7)


def friday(day: date) -> date:
    """The last Friday on or before the day."""
    return day - timedelta(days=(day.weekday() - 4) % 7)
