"""Interventions and promises in words: for lists short, for families whole sentences."""

from datetime import date

from pupils.wording import day_text

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PER = {"day": "a day", "week": "a week", "term": "a term", "year": "a year"}


def amount(row) -> str:
    """ "20 minutes × 3 a week", of an intervention or a promise."""
    per = PER[getattr(row, "per", "week")]
    return f"{minutes(row.minutes)} × {row.times} {per}"


def minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"


def promised(row) -> str:
    """ "20 minutes, three times a week": for whoever reads it aloud."""
    return f"{minutes(row.minutes)}, {times(row.times)} {PER[row.per]}"


def times(number: int) -> str:
    return {1: "once", 2: "twice", 3: "three times", 4: "four times"}.get(number, f"{number} times")


def clock(at) -> str:
    return f"{at.hour}:{at.minute:02}" if at else ""


def when(slots) -> str:
    """ "Mon, Wed 9:30, Fri 11:00"; "" where no time of the week is set."""
    return ", ".join(
        " ".join(filter(None, [", ".join(DAYS[day][:3] for day in days), clock(at)]))
        for at, days in by_time(slots)
    )


def when_aloud(slots) -> str:
    """ "Mondays and Wednesdays at 9:30, Fridays at 11:00"."""
    return ", ".join(
        " at ".join(filter(None, [joined([f"{DAYS[day]}s" for day in days]), clock(at)]))
        for at, days in by_time(slots)
    )


def by_time(slots) -> list[tuple]:
    """(time, weekdays) in the order of the week."""
    found: dict = {}
    for slot in sorted(slots, key=lambda each: (each.weekday, clock(each.starts_at))):
        found.setdefault(slot.starts_at, []).append(slot.weekday)
    return list(found.items())


def joined(words: list[str]) -> str:
    """ "Amina", "Amina and Ben", "Amina, Ben and Cora"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def given_by(staff) -> str:
    return ", ".join(row.user.name if row.user_id else row.name for row in staff)


def span(first: date, last: date | None) -> str:
    """ "Mon 7 Sep 2026 to Fri 18 Dec 2026"."""
    if last is None:
        return f"since {day_text(first)}"
    return f"{day_text(first)} to {day_text(last)}"


def wave(policy, number: int) -> str:
    """ "Tier 2"."""
    return f"{policy.wave_name} {number}"


def people(names: list[str], others: int) -> str:
    """ "Amina Yusuf and 3 others"; "4 pupils" where none may be named; "" for nobody."""
    if not names:
        return f"{others} pupil{'' if others == 1 else 's'}" if others else ""
    more = [f"{others} other{'' if others == 1 else 's'}"] if others else []
    return joined([*names, *more])
