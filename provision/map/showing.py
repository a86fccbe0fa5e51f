"""The map in words: rows of the page and of the paper."""

from collections import defaultdict

from provision.interventions.models import Intervention, Work
from provision.map.grouping import Group
from provision.map.reading import Run
from pupils.wording import counted, day_text
from schools.calendar import Span

STATES = dict(Intervention.State.choices)
WORKS = dict(Work.choices)


def group_of(group: Group, names_pupils: bool, term: Span) -> dict:
    """One heading with its rows and totals."""
    unused = sum(run.unused for run in group.runs)
    return {
        "title": group.title, "url": group.url,
        "rows": [row_of(run, group, term) for run in group.runs],
        "total": f"{counted(len(group.runs), 'intervention')}, {hours(group.minutes)} a week, "
                 f"{counted(group.pupils, 'pupil')}",
        "unused": counted(unused, "unused place") if unused and group.only is None else "",
        "names_pupils": names_pupils,
    }  # fmt: skip


def row_of(run: Run, group: Group, term: Span) -> dict:
    seen = group.children(run)
    hidden = run.taken - len({child.pupil_id for child in run.pupils})
    return {
        "name": run.name, "url": f"/interventions/{run.pk}/", "area": run.area,
        "wave": run.wave, "work": WORKS[run.work], "who": ", ".join(run.people) or "Nobody yet",
        "outside": run.agency, "when": days_of(run, term), "how_much": amount(run),
        "places": places_of(run), "is_over": run.beyond > 0,
        "pupils": [{"name": child.name, "url": f"/pupils/{child.pupil_id}/"} for child in seen],
        "others": counted(hidden, "other child").replace("childs", "children")
        if hidden > 0 and group.only is None else "",
        "ended": run.state == Intervention.State.ENDED,
    }  # fmt: skip


def amount(run: Run) -> str:
    return f"{run.times} × {run.minutes} min"


def days_of(run: Run, term: Span) -> str:
    if run.first <= term.starts_on and (run.last is None or run.last >= term.ends_on):
        return "All term"
    last = f"to {day_text(run.last)}" if run.last else "with no end yet"
    return f"{day_text(run.first)} {last}"


def places_of(run: Run) -> str:
    if run.beyond:
        return f"{run.taken} in {counted(run.places, 'place')}"
    return f"{run.taken} of {run.places}"


def hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return " ".join(filter(None, [f"{whole} h" if whole else "", f"{rest} min" if rest else ""])
                    ) or "0 min"  # fmt: skip


def paper_of(runs: list[Run]) -> dict:
    """The grid for paper: a row for each child, a column for each area that is used."""
    areas = sorted({(run.area_order, run.area) for run in runs if run.pupils})
    children: dict = {}
    cells: dict = defaultdict(lambda: defaultdict(list))
    weekly: dict = defaultdict(int)
    for run in runs:
        for child in {each.pupil_id: each for each in run.pupils}.values():
            children[child.pupil_id] = child
            cells[child.pupil_id][run.area_order, run.area].append(
                {"name": run.name, "much": amount(run), "who": ", ".join(run.people)}
            )
            weekly[child.pupil_id] += run.weekly
    rows = [
        {
            "name": child.name, "class": child.class_name, "weekly": hours(weekly[pk]),
            "cells": [cells[pk][area] for area in areas],
        }
        for pk, child in sorted(children.items(), key=lambda each: each[1].sort_key)
    ]  # fmt: skip
    return {"areas": [name for _, name in areas], "rows": rows}
