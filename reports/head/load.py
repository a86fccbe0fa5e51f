"""The SENCO's hours against what is due in the next eight weeks. Pure."""

from datetime import date

from accounts.permissions import Role
from pupils.wording import counted
from reminders.forecast import durations, weeks
from reminders.forecast.models import EIGHT_HOURS
from reminders.forecast.windows import Item
from reminders.forecast.words import in_hours
from reminders.grouping import stands_on
from reports.head.lines import Line, Part, part

MOST = 3  # peaks


def of_weeks(found: dict, calendar, today: date, url: str) -> Part:
    counts = weeks.counted(
        sorted(items(found, today), key=lambda item: item.due_on), calendar=calendar,
        durations=durations.assumed() | {row["kind"]: row["minutes"] for row in found["duration"]},
        minutes_a_week=found["hours"][0]["minutes"] if found["hours"] else EIGHT_HOURS,
        today=today,
    )  # fmt: skip
    due, there = sum(week.due for week in counts), sum(week.there for week in counts)
    first = Line(
        f"In the next eight weeks about {in_hours(due)} of work is due, and there are "
        f"{in_hours(there)} for it.", url, *(("late", "Too much") if due > there else ("", "")),
    )  # fmt: skip
    peaks = sorted((week for week in counts if week.is_peak), key=lambda w: w.there - w.due)
    lines = [first, *(peak(week, url) for week in peaks[:MOST])]
    return part("load", "The SENCO’s weeks", lines, most=MOST + 1)


def peak(week, url: str) -> Line:
    words = (
        f"Week of {week.first.day} {week.first:%B}: {counted(len(week.items), 'thing')}, about "
        f"{in_hours(week.due)}, with {in_hours(week.there)} for it."
    )
    return Line(words, url, "soon", "Peak")


def items(found: dict, today: date) -> list[Item]:
    """What falls to whoever is SENCO, and waits for nobody outside."""
    holders = {row["user_id"] for row in found["member"] if row["role"] == Role.SENCO}
    last = weeks.last_day(today)
    return [
        item_of(row, today)
        for row in found["deadline"]
        if not row["is_waiting"] and row["due_on"] <= last
        and (row["owner_id"] in holders or row["owner_id"] is None
             and row["owner_role"] == Role.SENCO)
    ]  # fmt: skip


def item_of(row: dict, today: date) -> Item:
    off = row["put_off_until"]
    day = stands_on(row) if off and off > today else row["due_on"]
    return Item(row["pk"], row["kind"], row["object_id"], day, bool(row["is_legal"]))
