"""One part of a chapter: a table with its sentence and its chart. Pure; from frozen JSON."""

from collections.abc import Iterable
from datetime import date

from django.utils.safestring import SafeString

from reports.board import sentences
from reports.board.chart import Bar, Row, chart
from reports.disclosure import SMALL, SYMBOL, Shown, share
from reports.figures.day import CHILDREN, PLAN, SUPPORTED
from schools.wording import day

COMPARED = ("provision", "register")  # tables with one column
SAID = 3  # so many lines are a sentence, and need no table
TOGETHER = "SEN support and EHC plans together"
SAME_TABLE = "Fewer than {few} children moved here: these are the figures of {day}."
SAME_SUMS = (
    "Newer amounts beside the last ones could point at a child: these are the figures of {day}."
)


def of_table(table: dict, figures: dict) -> dict:
    return {
        "key": table["key"],
        "title": table["title"],
        "sentence": sentences.of_table(table),
        "note": note(table, figures, SAME_TABLE),
        "chart": drawn(table),
        "group": "Group",
        "columns": table["columns"],
        "rows": [] if sentences.is_small(table) else [
            {"words": row["words"], "is_whole": row["words"] == table["of"],
             "cells": cells(table, row)}
            for row in table["rows"]
        ],
    }  # fmt: skip


def note(said: dict, figures: dict, words: str) -> str:
    """Of which day it is, where that is not the report's own."""
    on = said["days"]["day"]
    if on == figures["counted_on"]:
        return ""
    return words.format(few=sentences.MOVED, day=day(date.fromisoformat(on)))


def cells(table: dict, row: dict) -> list[dict]:
    """{words, share}: of the whole, where both may be known and the row is not the whole."""
    is_part = row["words"] != table["of"]
    return [
        {"words": cell["words"],
         "share": per_cent(cell, sentences.whole_of(table, at)) if is_part else ""}
        for at, cell in enumerate(row["cells"])
    ]  # fmt: skip


def per_cent(cell: dict, whole: int | None) -> str:
    found = share(Shown(cell["value"]), Shown(whole))
    return "" if found is None else f"{found} %"


def drawn(table: dict) -> SafeString | str:
    """The groups; the whole stands in the table alone."""
    parts = (row for row in table["rows"] if row["words"] != table["of"])
    bars = bars_of((row["words"], row["cells"]) for row in parts)
    return chart(table["title"], tuple(table["columns"]), bars)


def bars_of(rows: Iterable[tuple[str, list[dict]]]) -> tuple[Row, ...]:
    """Of those of which something is known."""
    return tuple(
        Row(words, tuple(map(bar_of, found)))
        for words, found in rows
        if any(cell["value"] for cell in found)
    )


def bar_of(cell: dict) -> Bar:
    """Of children: the symbol is 7 at most, what is kept back may be any number."""
    may_be_any = cell.get("is_hidden") or cell["words"] != SYMBOL
    return Bar(cell["value"], cell["words"], None if may_be_any else SMALL)


def of_sums(table: dict, figures: dict) -> dict:
    """Amounts of money, time or means, each with the number of children it is about."""
    known = [row for row in table["rows"] if row["value"] is not None]
    bars = tuple(Row(row["words"], (Bar(row["value"], row["amount"]),)) for row in known)
    is_drawn = all(row["value"] >= 0 for row in known)
    return {
        "key": table["key"],
        "title": table["title"],
        "sentence": sentences.of_sums(table),
        "note": note(table, figures, SAME_SUMS),
        "chart": chart(table["title"], ("",), bars) if is_drawn else "",
        "group": "What",
        "columns": ["Amount", "Children"],
        "rows": [] if not known else [
            {"words": row["words"], "is_whole": False,
             "cells": [{"words": row["amount"]}, {"words": row["children"]}]}
            for row in table["rows"]
        ],
    }  # fmt: skip


def of_lines(lines: list[dict], kind: str, title: str) -> dict | None:
    """What is about no child; nothing where the school wrote nothing down."""
    mine = [each for each in lines if each["table"] == kind]
    if not mine:
        return None
    return {
        "key": kind,
        "title": title,
        "sentence": "; ".join(f"{each['words']}: {each['value']}" for each in mine[:SAID]) + ".",
        "chart": "",
        "group": "What",
        "columns": ["As recorded"],
        "rows": [] if len(mine) <= SAID else [
            {"words": each["words"], "is_whole": False, "cells": [{"words": each["value"]}]}
            for each in mine
        ],
    }  # fmt: skip


def compared(content: dict) -> list[dict]:
    """This edition and those before it; nothing for the first one."""
    figures = content["figures"]
    now = {"term": content["term"]["name"], **figures}
    editions = [*reversed(figures["earlier"]), now]
    found = [beside(key, editions) for key in COMPARED] if len(editions) > 1 else []
    return [each for each in found if each]


def beside(key: str, editions: list[dict]) -> dict | None:
    """One table of all editions that have it, a column each."""
    there = [(each, table) for each in editions for table in each["tables"] if table["key"] == key]
    if len(there) < 2:
        return None
    of_rows = [{row["words"]: row["cells"][0] for row in table["rows"]} for _, table in there]
    last = there[-1][1]
    title = f"{last['title']}, term by term"
    none = {"value": None, "words": "–"}
    rows = [
        (row["words"], [each.get(row["words"], none) for each in of_rows]) for row in last["rows"]
    ]
    columns = [each["term"] for each, _ in there]
    bars = bars_of((words, found) for words, found in rows if words != last["of"])
    return {
        "key": f"compared-{key}",
        "title": title,
        "again": again(there),
        "chart": chart(title, tuple(columns), bars),
        "group": "Group",
        "columns": columns,
        "rows": [
            {"words": words, "is_whole": words == last["of"],
             "cells": [{"words": cell["words"]} for cell in found]}
            for words, found in rows
        ],
    }  # fmt: skip


def again(there: list[tuple[dict, dict]]) -> list[str]:
    """Names of the terms in which the figures of the one before were shown again."""
    pairs = zip(there, there[1:], strict=False)
    return [
        later["term"]
        for (_, before), (later, table) in pairs
        if table["days"]["day"] == before["days"]["day"]
    ]


def national(figures: dict) -> dict:
    """Each figure of England beside the school's own share, and where it was read."""
    rows = [
        {**each, "label": label_of(each), "here": own_share(figures, each) or "not shown",
         "schools": schools_of(each)}
        for each in figures["national"]
    ]  # fmt: skip
    return {"rows": rows, "sources": list(dict.fromkeys(each["source"] for each in rows))}


def label_of(each: dict) -> str:
    if each["row"] == SUPPORTED:
        return TOGETHER
    kind = each["column"]
    return each["row"] if kind in CHILDREN else f"{each['row']}, of children with {an(kind)}"


def an(kind: str) -> str:
    return f"an {kind}" if kind == PLAN else kind


def schools_of(each: dict) -> str:
    """Which schools of England, within a sentence; editions of before had figures of all."""
    return each.get("schools", "All schools").lower()


def own_share(figures: dict, each: dict) -> str:
    """The same share here, of two figures that the report says; "" where it may not be known."""
    table = next((table for table in figures["tables"] if table["key"] == each["table"]), None)
    if table is None or each["column"] not in table["columns"]:
        return ""
    at = table["columns"].index(each["column"])
    found = [row["cells"][at] for row in table["rows"] if row["words"] == each["row"]]
    found += [figures["wholes"][each["row"]]] if each["row"] in figures["wholes"] else []
    return per_cent(found[0], sentences.whole_of(table, at)) if found else ""
