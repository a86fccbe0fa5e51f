"""The schools of a trust beside each other, and together: only from what each has published. Pure.

Nothing is counted anew: a total worked out from the children would tell, less the other schools'
figures, what one school has not said (docs/decisions/figures.md).
"""

from reports.board.chart import Bar, Row, chart
from reports.board.parts import per_cent
from reports.board.sentences import whole_of
from reports.disclosure import HIDDEN, Shown, summed
from reports.trust.editions import Published

# A school's stages are its own: they are not compared.
COMPARED = ("register", "provision", "area", "type", "year", "sex", "groups", "movement",
            "plan-reviews", "annual-reviews", "meetings", "letters", "referrals", "help", "impact",
            "complaints", "disagreements")  # fmt: skip
SUMS = ("spent", "brought-in", "minutes")
TOGETHER = "All together"
NOTHING = "–"


def tables(schools: list[Published]) -> list[dict]:
    """One for each column of each table that a school has published; schools as columns."""
    found = []
    for key in COMPARED:
        there = [each for each in schools if key in each.tables]
        columns = dict.fromkeys(name for each in there for name in each.tables[key]["columns"])
        found += [compared(key, column, there, len(columns)) for column in columns]
    return found


def compared(key: str, column: str, there: list[Published], columns: int) -> dict:
    with_it = [each for each in there if column in each.tables[key]["columns"]]
    title = with_it[0].tables[key]["title"]
    whole = with_it[0].tables[key]["of"]
    names = dict.fromkeys(row["words"] for each in with_it for row in each.tables[key]["rows"])
    rows = [(words, [cell_of(each, key, words, column) for each in with_it]) for words in names]
    rows.sort(key=lambda row: row[0] == whole)  # the whole last, the others as they stand
    small = [words for words, cells in rows if not any(is_said(cell) for cell in cells)]
    return {
        "key": f"{key}-{list(with_it[0].tables[key]['columns']).index(column)}",
        "title": f"{title}: {column}" if columns > 1 else title,
        "schools": [each.school.name for each in with_it],
        "rows": [
            {"words": words, "is_whole": words == whole, "cells": cells,
             "together": together([cell["shown"] for cell in cells if cell["shown"]])}
            for words, cells in rows
            if words not in small
        ],
        "small": ", ".join(small),
    }  # fmt: skip


def is_said(cell: dict) -> bool:
    """What is kept back may be any number: it is not “0–7”."""
    shown = cell["shown"]
    return bool(shown and (shown.value or shown.is_hidden))


def cell_of(published: Published, key: str, words: str, column: str) -> dict:
    """A dash where the school's table has no such row."""
    table = published.tables[key]
    at = table["columns"].index(column)
    row = next((row for row in table["rows"] if row["words"] == words), None)
    if row is None:
        return {"words": NOTHING, "share": "", "shown": None}
    cell = row["cells"][at]
    is_part = words != table["of"]
    return {
        "words": cell["words"],
        "share": per_cent(cell, whole_of(table, at)) if is_part else "",
        "shown": Shown(cell["value"], cell["is_hidden"]),
    }


def together(figures: list[Shown]) -> str:
    """The sum of what is said, and at how many schools stands the symbol."""
    if any(each.is_hidden for each in figures):
        return HIDDEN
    return str(summed(figures)) if figures else NOTHING


def sums(schools: list[Published]) -> list[dict]:
    """Money and time as each school has said them. They are not added up: what a school does not
    say would be missing from the sum.
    """
    found = []
    for key in SUMS:
        there = [
            (each.school.name, table)
            for each in schools
            for table in each.content["figures"]["sums"]
            if table["key"] == key
        ]
        if not there:
            continue
        names = dict.fromkeys(row["words"] for _, table in there for row in table["rows"])
        said = [{row["words"]: row["amount"] for row in table["rows"]} for _, table in there]
        found.append({
            "key": key, "title": there[0][1]["title"], "schools": [name for name, _ in there],
            "rows": [{"words": words, "cells": [each.get(words, NOTHING) for each in said]}
                     for words in names],
        })  # fmt: skip
    return found


def drawn(schools: list[Published]):
    """The share of children with support and with a plan at each school, as bars."""
    columns = ("SEN support", "EHC plan")
    rows = []
    for each in schools:
        if "provision" in each.tables:
            cells = [cell_of(each, "provision", words, "Children") for words in columns]
            rows.append(Row(each.school.name, tuple(map(bar, cells))))
    return chart("Share of children with support, school by school", columns, tuple(rows))


def bar(cell: dict) -> Bar:
    """By its share; of a figure that may not leave the words alone."""
    share = cell["share"]
    return Bar(int(share.removesuffix(" %")) if share else None, share or cell["words"])
