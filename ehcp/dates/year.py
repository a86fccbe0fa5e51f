"""Every school day of a year with the dates counted from it. Pure."""

from datetime import date
from itertools import groupby

from ehcp import clock, policy, wording
from ehcp.counting import SATURDAY, say
from schools.calendar import DAY

AUGUST = 8


def begins(day: date) -> int:
    """The calendar year in which the school year of a day began."""
    return day.year if day.month > AUGUST else day.year - 1


def days_of(starting: int, calendar) -> tuple[list[date], bool]:
    """The open days of a school year; every weekday, and False, where it has no terms yet."""
    first, last = date(starting, 9, 1), date(starting + 1, 8, 31)
    is_known = any(t.starts_on <= last and t.ends_on >= first for t in calendar.terms)
    if is_known:
        return calendar.open_days(first, last), True
    every = (first + DAY * n for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < SATURDAY], False


def months(anchor, days, own_policy) -> list[dict]:
    """A table a month. A cell holds its day, and whether the school's own rule set it."""
    return [
        {"title": f"{date(*month, 1):%B %Y}", "rows": [_row(anchor, d, own_policy) for d in found]}
        for month, found in groupby(days, _month)
    ]


def columns(anchor, day) -> list[dict]:
    """What happens and who does it, in the order of the cells."""
    dues = anchor.work(day, None)
    return [{"title": wording.title(d.rule), "who": wording.who(d.rule)} for d in dues]


def _row(anchor, day, own_policy) -> dict:
    cells = []
    for due in anchor.work(day, None):
        own = policy.own_day(due, own_policy)
        on = short(own or due.on, day)
        cells.append(
            {"on": on, "title": wording.title(due.rule), "own": bool(own), "late": _too_late(due)}
        )
    return {"day": short(day, day), "cells": cells}


def short(day, beside) -> str:
    """Without its year where that is the year of the day beside it: the column is narrow."""
    return say(day).removesuffix(f" {day.year}") if day.year == beside.year else say(day)


def _too_late(due) -> bool:
    """An amended plan that would miss 15 February, for a child who changes school that year."""
    if due.rule != "final_amended_plan" or due.on.month > AUGUST:
        return False
    transfer = clock.phase_transfer(due.on.year, from_secondary_to_post_16=False)
    return due.on > transfer.on


def _month(day):
    return day.year, day.month
