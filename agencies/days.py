"""Until when: days on which the school is open, counted from the day something happened."""

from datetime import date

from schools.calendar import DAY, calendar_of

ASK_DAYS = DECIDE_DAYS = TELL_DAYS = 10
LOOK_DAYS = 2


def school_days(school, anchor: date, number: int) -> date:
    """The anchor is day 0; each further one is a school day."""
    calendar, day = calendar_of(school), anchor
    for _ in range(number):
        day = calendar.next_open(day + DAY)
    return day
