"""Days of the school year that handovers and moves hang on, from the school's terms."""

from datetime import date, timedelta

from django.core.exceptions import BadRequest

from schools.calendar import DAY, Calendar

WRITE_BEFORE_END = timedelta(days=10)  # days before the last day of the summer term


def school_year(day: date) -> int:
    """The calendar year in which the school year of this day began: it turns on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def asked_year(text: str, this: int) -> int:
    """From an address. Raises BadRequest for what no link of ours asks."""
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    if not (is_year and this - 20 < int(text) <= this + 2):
        raise BadRequest("year")
    return int(text)


def year_words(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def first_day(year: int) -> date:
    return date(year, 9, 1)


def last_day(year: int) -> date:
    return date(year + 1, 8, 31)


def next_start(days: Calendar, today: date) -> date:
    """The first day of the coming school year: of its first term, else 1 September."""
    autumn = first_day(school_year(today) + 1)
    starts = (
        t.starts_on for t in days.terms if autumn - DAY * 14 <= t.starts_on < last_day(autumn.year)
    )
    return min(starts, default=autumn)


def write_by(days: Calendar, takes_on: date) -> date:
    """Ten days before the last term that ends before the class is handed on; on a school day."""
    ends = [t.ends_on for t in days.terms if t.ends_on < takes_on]
    end = max(ends, default=takes_on - timedelta(days=42))
    return last_open(days, end - WRITE_BEFORE_END)


def accept_by(days: Calendar, takes_on: date) -> date:
    """The last day of the week in which the class is handed on, or of the next school week."""
    first = days.next_open(takes_on)
    return last_open(days, max(first, first + DAY * (4 - first.weekday())))


def last_open(days: Calendar, day: date) -> date:
    """That day if the school is open, else the school day before it (within four weeks)."""
    found = days.open_days(day - DAY * 28, day)
    return found[-1] if found else day


def spring_end(days: Calendar, year: int) -> date:
    """The last day of the spring term of a school year: it begins before mid March."""
    spring = (date(year, 12, 28), date(year + 1, 3, 15))
    ends = [t.ends_on for t in days.terms if spring[0] <= t.starts_on <= spring[1]]
    return last_open(days, max(ends, default=date(year + 1, 3, 31)))


def spring_start(days: Calendar, year: int) -> date:
    spring = (date(year, 12, 28), date(year + 1, 3, 15))
    starts = [t.starts_on for t in days.terms if spring[0] <= t.starts_on <= spring[1]]
    return min(starts, default=date(year + 1, 1, 4))
