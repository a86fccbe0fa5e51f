"""Minutes and weeks in words."""

from datetime import date


def in_hours(minutes: int) -> str:
    """7 h 30 min, 45 min; no time. In one piece: no line breaks inside it."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest else ""]
    words = " ".join(part for part in parts if part) or "no time"
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def short(day: date) -> str:
    return f"{day.day} {day:%b}"


def span(week) -> str:
    """30 Nov to 6 Dec."""
    return f"{short(week.first)} to {short(week.last)}"


def state(week) -> tuple[str, str]:
    """(kind of mark, word) of a week."""
    if week.is_peak:
        return "late", "Peak" if week.there else "Peak: school closed"
    if not week.there:
        return "plain", "School closed"
    return ("done", "Fits") if week.due else ("plain", "Nothing due")


def week_words(week) -> str:
    """Of this week, in a sentence."""
    late = f", {week.late} of it late" if week.late else ""
    things = f"{len(week.items)} thing{'' if len(week.items) == 1 else 's'}"
    peak = " More is due than there are hours for." if week.is_peak else ""
    return (
        f"This week {things} {'is' if len(week.items) == 1 else 'are'} due{late}: "
        f"about {in_hours(week.due)}, with {in_hours(week.there)} for it.{peak}"
    )
