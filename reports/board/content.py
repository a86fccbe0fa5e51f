"""What an edition holds, as JSON: made when its figures are counted, frozen when it is published.

SCHEMA 1:
school: its name; term: {name, from, until}; senco, senco_title, head: as they were; published_on;
words: {well, worries, asks, put_right};
figures: {
    counted_on: the day they are of;
    is_repeated: all of them are those of an earlier edition, because too few children moved since;
    tables: [{key, title, columns, rows: [{words, cells: [{value, is_hidden, words}]}], of,
              days: {since, first, day}}]: reports.board.sources.Days it was counted of;
    wholes: {name: {value, is_hidden, words, low, high}}: of reports.disclosure.Whole;
    sums: of money, time and means: [{key, title, rows: [{words, value, amount, children}], days}];
    lines: about no child: [{table, words, value}];
    earlier: the editions before, the newest first: [{term, counted_on, is_repeated, tables}];
    national: figures of England: [{table, row, column, words, of, on, source, schools}]; schools:
        which of England's, in words; not there in editions of before
}
Days are ISO. A cell's value is None where it may not be known; `words` is what stands on the page.
"""

from collections.abc import Mapping
from datetime import date

from reports.amounts import Amounts
from reports.disclosure import Edition, Shown, Table, Whole

SCHEMA = 1
EARLIER = 3  # editions that one is compared with
WORDS = ("well", "worries", "asks", "put_right")


def of_edition(row, figures: dict, published_on: date | None) -> dict:
    """The whole content of an edition. row: with school and its policy."""
    school = row.school
    return {
        "school": school.name,
        "term": {"name": row.term_name, "from": iso(row.starts_on), "until": iso(row.ends_on)},
        "senco": school.senco_name,
        "senco_title": school.policy.senco_title,
        "head": school.head_name,
        "published_on": iso(published_on),
        "words": {name: getattr(row, name) for name in WORDS},
        "figures": figures,
    }


def of_table(table: Table, days: dict) -> dict:
    return {
        "key": table.key,
        "title": table.title,
        "columns": list(table.columns),
        "rows": [
            {"words": words, "cells": [of_cell(cell) for cell in cells]}
            for words, cells in table.rows
        ],
        "of": table.of,
        "days": days,
    }


def of_wholes(wholes: Mapping[str, Whole]) -> dict:
    """No page says them: the next edition says a whole that stayed the same as this one did."""
    return {
        name: {**of_cell(whole.figure), "low": whole.low, "high": whole.high}
        for name, whole in wholes.items()
    }


def of_sums(table: Amounts, days: dict) -> dict:
    """`value` is a number of the unit that `amount` says; None where it may not leave."""
    return {
        "key": table.key,
        "title": table.title,
        "rows": [
            {"words": words, "value": amount.value, "amount": str(amount),
             "children": str(amount.children)}
            for words, amount in table.rows
        ],
        "days": days,
    }  # fmt: skip


def of_cell(cell: Shown) -> dict:
    """A figure that may leave: its number, where it has one, and its words."""
    return {"value": cell.value, "is_hidden": cell.is_hidden, "words": str(cell)}


def edition_of(figures: dict) -> Edition:
    """The edition again, as reports.disclosure had it."""
    tables = tuple(_table(each) for each in figures["tables"])
    wholes = {
        name: Whole(Shown(said["value"], said["is_hidden"]), said["low"], said["high"])
        for name, said in figures["wholes"].items()
    }
    on = date.fromisoformat(figures["counted_on"])
    return Edition(on, tables, figures["is_repeated"], wholes)


def _table(said: dict) -> Table:
    rows = tuple(
        (row["words"], tuple(Shown(cell["value"], cell["is_hidden"]) for cell in row["cells"]))
        for row in said["rows"]
    )
    on = date.fromisoformat(said["days"]["day"])
    return Table(said["key"], said["title"], tuple(said["columns"]), rows, said["of"], on)


def as_earlier(content: dict) -> dict:
    """A published content as one that later editions are compared with."""
    figures = content["figures"]
    return {
        "term": content["term"]["name"],
        "counted_on": figures["counted_on"],
        "is_repeated": figures["is_repeated"],
        "tables": figures["tables"],
    }


def iso(day: date | None) -> str | None:
    return day and day.isoformat()
