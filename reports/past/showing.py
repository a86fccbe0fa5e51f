"""The tables in words: each figure leads to the children behind it, and each table says what no
history is kept of.
"""

from datetime import date

from pupils.wording import day_text
from reports import figures
from reports.disclosure import Raw
from reports.past.asked import query_of
from reports.past.reading import Told

MEANS = {
    "movement": "Where each child stood at the end of the first day and at the end of the second.",
    "area": "A child may stand in more than one area.",
    "groups": "A child may stand in more than one group.",
}


def tables(told: Told) -> list[dict]:
    """Each table with its rows; of two days each column stands twice, then what changed."""
    found = [_movement(told)] if told.moves else []
    for parts in zip(*told.sheets, strict=True):
        raws = [sheet.raw() for sheet in parts]
        found.append({
            "key": raws[-1].key, "title": raws[-1].title, "columns": raws[-1].columns,
            "days": [day_text(day) for day in told.days], "is_beside": len(raws) == 2,
            "notes": notes(raws[-1].key, told.days), "rows": rows(raws, told.days),
        })  # fmt: skip
    return found


def notes(key: str, days: tuple[date, ...]) -> list[str]:
    """What the reader has to know of that table, and what history cannot say of these days."""
    unknown = figures.history(days[0]).get(key, "")
    return [words for words in (MEANS.get(key, ""), unknown) if words]


def rows(raws: list[Raw], days) -> list[dict]:
    """In the order of the later day; rows that only the earlier one has stand before its last."""
    words = list(dict.fromkeys([name for raw in reversed(raws) for name, _ in raw.rows]))
    if raws[-1].of in words and raws[-1].rows[-1][0] == raws[-1].of:
        words.remove(raws[-1].of)
        words.append(raws[-1].of)
    columns = raws[-1].columns
    return [
        {
            "words": name, "is_whole": name == raws[-1].of,
            "cells": [cell for place in range(len(columns)) for cell in
                      cells(raws, days, name, place)],
        }
        for name in words
    ]  # fmt: skip


def cells(raws: list[Raw], days, row: str, place: int) -> list[dict]:
    """The figure of each day, and with two what changed from the first to the second."""
    counts = [dict(raw.rows).get(row, (0,) * len(raw.columns))[place] for raw in raws]
    raw, found = raws[-1], []
    for count, day in zip(counts, days, strict=True):
        column = raw.columns[place] if len(raw.columns) > 1 else ""
        query = query_of((day,), table=raw.key, row=row, column=column) if count else ""
        found.append({"count": count, "query": query})
    if len(counts) == 2:
        found.append({"count": None, "words": changed(counts[1] - counts[0])})
    return found


def changed(by: int) -> str:
    """+3, −2, or a dash for no change."""
    return f"+{by}" if by > 0 else f"−{-by}" if by else "–"


def _movement(told: Told) -> dict:
    raw = told.moves.raw()
    rows = [
        {"words": words, "is_whole": False, "cells": [{
            "count": count,
            "query": query_of(told.days, table=raw.key, row=words) if count else "",
        }]}
        for words, (count,) in raw.rows
    ]  # fmt: skip
    title = f"What moved from {day_text(told.days[0])} to {day_text(told.days[1])}"
    return {"key": raw.key, "title": title, "columns": raw.columns, "days": [],
            "is_beside": False, "notes": notes(raw.key, told.days), "rows": rows}  # fmt: skip


def early(told: Told) -> str:
    """Why there are no tables, in a sentence; "" where there are."""
    if not told.too_early:
        return ""
    if told.first is None:
        return "No dated record of any child is kept here yet. The first import or entry begins it."
    return (
        f"The first dated record of this school is of {day_text(told.first)}. Of "
        f"{day_text(told.too_early[0])} nothing is known. Choose that day or a later one."
    )
