"""What waits for one of the person's own days, and what comes whatever they wish."""

from datetime import date, timedelta

from reminders.wishes.models import EVERY_DAY, MailDays


def wished(people) -> dict[int, str]:
    """Person → figures of ISO weekdays, of those who chose. One query."""
    rows = MailDays.objects.filter(person__in=people)
    return dict(rows.values_list("person", "weekdays"))


def is_one(day: date, weekdays: str = EVERY_DAY) -> bool:
    return str(day.isoweekday()) in weekdays


def comes_anyway(row, today: date, calendar) -> bool:
    """Late, set by law, or due before the school opens again. row: due_on, is_legal."""
    return row.is_legal or row.due_on < calendar.next_open(today + timedelta(days=1))
