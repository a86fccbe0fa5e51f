"""What the page of the forecast shows."""

from reminders import today as day
from reminders.forecast import weeks as counting
from reminders.forecast.chart import chart
from reminders.forecast.windows import LAW_BEHIND, NOTICE, NOTICE_WORDS, law_behind, window
from reminders.forecast.words import in_hours, short, span, state
from reminders.kinds import kinds
from schools.wording import day as day_words

MOST = 20  # tasks listed below one peak


def context(found, deadlines, reader) -> dict:
    """found: a Forecast; deadlines: the ones this reader (reminders.today.Reader) may see."""
    moving = [(week, counting.may_move(week, found.today)) for week in found.peaks]
    shown = [item.pk for _, items in moving for item in items[:MOST]]
    rows = day.first_rows(deadlines.filter(pk__in=shown), len(shown)) if shown else []
    names = day.names_in(rows)
    lines = {row["pk"]: day.line(row, reader, names) for row in rows}
    return {
        "weeks": [_week(week, found) for week in found.weeks],
        "kinds": by_kind(found.weeks),
        "chart": chart(found.weeks),
        "peaks": first_open([_peak(week, items, found, lines) for week, items in moving]),
        "is_empty": not any(week.items for week in found.weeks),
        "unknown_from": day_words(found.unknown_from),
    }


def _week(week, found) -> dict:
    mark, word = state(week)
    return {
        "days": span(week), "is_this": week is found.weeks[0], "count": len(week.items),
        "late": week.late, "due": in_hours(week.due), "there": in_hours(week.there),
        "mark": mark, "word": word, "is_peak": week.is_peak,
    }  # fmt: skip


def by_kind(weeks) -> dict:
    """The second table: a row for each kind that is due, minutes in each week and in all."""
    found = sorted({kind for week in weeks for kind in week.by_kind})
    rows = [
        {"words": kinds[kind].words(None), "minutes": [week.by_kind[kind] for week in weeks],
         "all": sum(week.by_kind[kind] for week in weeks)}
        for kind in found
    ]  # fmt: skip
    sums = [week.due for week in weeks]
    return {"heads": [short(week.first) for week in weeks], "rows": rows, "sums": sums,
            "all": sum(sums)}  # fmt: skip


def _peak(week, items, found, lines) -> dict:
    room = [
        f"{short(each.first)} ({in_hours(each.spare)})"
        for each in counting.room_before(week, found.weeks)
    ]
    shown = [item for item in items[:MOST] if item.pk in lines]  # one was met meanwhile
    return {
        "days": span(week), "over": in_hours(week.due - week.there), "room": ", ".join(room),
        "lines": [_line(item, lines[item.pk], found) for item in shown],
        "more": max(len(items) - MOST, 0), "moves": len(items), "count": len(week.items),
        "is_this": week is found.weeks[0],
    }  # fmt: skip


def first_open(peaks: list[dict]) -> list[dict]:
    """The list of the first peak that has one stands open; a long page would hide the rest."""
    shut = True
    for peak in peaks:
        peak["is_open"] = shut and bool(peak["lines"])
        shut = shut and not peak["lines"]
    return peaks


def _line(item, line, found) -> dict:
    days = window(item, found.today)
    notice = f" {NOTICE_WORDS}" if item.kind in NOTICE else ""
    return line | {"first": day_words(days.first), "last": day_words(days.last),
                   "why": _rule(item, line, found) + notice}  # fmt: skip


def _rule(item, line, found) -> str:
    """Whose day it is, and what was done to it by hand."""
    if item.is_moved:
        return f"Put off to this day; its due day is {line['due']}."
    off = f" Put off to {line['off_until']}." if line["off_until"] else ""
    if law := law_behind(item, found.legal):
        by = kinds[LAW_BEHIND[item.kind]].words(None)
        return f"The law’s own day is {day_words(law)}: {by[0].lower()}{by[1:]}.{off}"
    whose = "The law" if item.is_legal else "The school’s own rule"
    return f"{whose} sets this day.{off}"
