"""Days and times for many families at once: one after the other, no teacher twice at one time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services.planning import overlap
from schools.calendar import Calendar

MOST_DAYS = 60  # looked at; then nothing more is proposed


@dataclass(frozen=True)
class Window:
    """From a first day on, each afternoon between two times, so many minutes for a family."""

    first_on: date
    from_at: time
    until_at: time
    minutes: int

    def times(self) -> list[time]:
        """Every time a meeting may begin so that it ends within the window."""
        step = timedelta(minutes=self.minutes)
        now, end = (datetime.combine(date.min, at) for at in (self.from_at, self.until_at))
        found = []
        while now + step <= end:
            found.append(now.time())
            now += step
        return found


def taken_by(people, first_on: date) -> dict[int, list[tuple[date, time, int]]]:
    """Person → what they have planned from that day on. One query."""
    rows = ParentMeeting.objects.open().filter(led_by__in=people, planned_on__gte=first_on)
    found = defaultdict(list)
    for person, on, at, minutes in rows.exclude(starts_at=None).values_list(
        "led_by", "planned_on", "starts_at", "minutes"
    ):
        found[person].append((on, at, minutes))
    return found


def slots(window: Window, days: Calendar, taken) -> Iterator[tuple[date, time]]:
    """Free times of one person, in order."""
    last = window.first_on + timedelta(days=MOST_DAYS)
    for day in days.open_days(window.first_on, last):
        for at in window.times():
            busy = (overlap((at, window.minutes), (t, m)) for on, t, m in taken if on == day)
            if not any(busy):
                yield day, at


def propose(pupils, leaders, window: Window, days: Calendar) -> dict[int, tuple[date, time]]:
    """Child → day and time, in the order given; nothing for whom no time is left."""
    people = {person.pk for person in leaders.values()}
    taken = taken_by(people, window.first_on)
    free = {pk: slots(window, days, taken.get(pk, [])) for pk in people}
    found = {}
    for pupil in pupils:
        if (leader := leaders.get(pupil.pk)) and (slot := next(free[leader.pk], None)):
            found[pupil.pk] = slot
    return found
