"""Eight weeks of work against the hours there are. Pure: rows, days and minutes in, weeks out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from reminders.forecast.windows import Item, window
from schools.calendar import Calendar

WEEKS = 8
SCHOOL_DAYS = 5
WEEK = timedelta(days=7)


@dataclass
class Week:
    """Monday to Sunday. there: minutes there are; what is late counts in the week of today."""

    first: date
    there: int
    items: list[Item] = field(default_factory=list)
    by_kind: Counter = field(default_factory=Counter)  # kind → minutes
    late: int = 0  # how many of the items

    @property
    def last(self) -> date:
        return self.first + WEEK - timedelta(days=1)

    @property
    def due(self) -> int:
        return sum(self.by_kind.values())

    @property
    def spare(self) -> int:
        return max(self.there - self.due, 0)

    @property
    def is_peak(self) -> bool:
        return self.due > self.there


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_day(today: date) -> date:
    """The Sunday of the eighth week."""
    return monday(today) + WEEK * WEEKS - timedelta(days=1)


def counted(
    items: Iterable[Item], *, calendar: Calendar, durations: dict[str, int], minutes_a_week: int,
    today: date,
) -> list[Week]:  # fmt: skip
    """The eight weeks from the one of today on. What is due after them is left out."""
    first = monday(today)
    weeks = [
        Week(start, there(calendar, max(start, today), start + WEEK, minutes_a_week))
        for start in (first + WEEK * number for number in range(WEEKS))
    ]
    for item in items:
        number = max((item.due_on - first).days // 7, 0)
        if number < WEEKS:
            week = weeks[number]
            week.items.append(item)
            week.by_kind[item.kind] += durations[item.kind]
            week.late += item.due_on < today
    return weeks


def there(calendar: Calendar, start: date, end: date, minutes_a_week: int) -> int:
    """Minutes from start to the day before end: a fifth of the week for each day school is open."""
    days = len(calendar.open_days(start, end - timedelta(days=1)))
    return minutes_a_week * days // SCHOOL_DAYS


def may_move(week: Week, today: date) -> list[Item]:
    """What of this week may be done in a week before it."""
    windows = ((item, window(item, today)) for item in week.items)
    return [item for item, days in windows if days and days.first < week.first]


def room_before(week: Week, weeks: list[Week]) -> list[Week]:
    """The weeks before it that have time left."""
    return [each for each in weeks if each.first < week.first and each.spare]
