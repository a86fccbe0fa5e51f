"""A report as its reader sees it, on the page and on paper: from its content and nothing else.

Nothing here asks the database: what a governor reads can say only what was frozen.
"""

from datetime import date

from reports.board import sentences
from reports.board.chart import Bar, Row, chart
from reports.disclosure import FEW_MOVED, SMALL, Shown, share
from schools.wording import day

CHAPTERS = (
    ("who", "Who gets support",
     ("register", "stage", "provision", "area", "type", "year", "sex", "groups")),
    ("moved", "What moved", ("movement",)),
)  # fmt: skip
REST = ("more", "More figures")
COMPARED = ("provision", "register")  # tables with one column
WORDS = (
    ("well", "What went well"), ("worries", "What worries us"),
    ("asks", "What we ask of the board"),
    ("put_right", "What was wrong in an earlier report"),
)  # fmt: skip
HOW_TO_READ = (
    f"No child is named here, and no figure can point at one. {SMALL} children or fewer are always "
    f"shown as “0–{SMALL}”, also where there is none. Every other figure is rounded to the nearest "
    "5, so figures may not add up, and shares are worked out from the rounded figures."
)
SAID_AGAIN = (
    "Fewer than {few} children moved since {day}. Newer figures beside the last ones could point "
    "at a child, so the figures of {day} are shown again."
)
SAME_TABLE = "Fewer than {few} children moved here: these are the figures of {day}."


def report(content: dict) -> dict:
    """Everything the templates show."""
    figures = content["figures"]
    return {
        "school": content["school"],
        "term": content["term"]["name"],
        "span": f"{day_of(content['term']['from'])} to {day_of(content['term']['until'])}",
        "published": day_of(content["published_on"]),
        "counted": day_of(figures["counted_on"]),
        "people": people(content),
        "words": [
            {"title": title, "text": text}
            for name, title in WORDS
            if (text := content["words"].get(name))
        ],
        "how_to_read": HOW_TO_READ,
        "said_again": said_again(figures),
        "chapters": chapters(figures),
        "compared": compared(content),
        "national": national(figures),
    }


def people(content: dict) -> str:
    """Who stands behind it: no other member of staff is named."""
    named = [(content["senco_title"], content["senco"]), ("Head", content["head"])]
    return ". ".join(f"{title}: {name}" for title, name in named if name)


def said_again(figures: dict) -> str:
    if not figures["is_repeated"]:
        return ""
    return SAID_AGAIN.format(few=FEW_MOVED, day=day_of(figures["counted_on"]))


def chapters(figures: dict) -> list[dict]:
    tables = {table["key"]: table for table in figures["tables"]}
    found = [
        {"key": key, "title": title, "parts": [part(tables.pop(name), figures) for name in names
                                               if name in tables]}
        for key, title, names in CHAPTERS
    ]  # fmt: skip
    rest = [part(table, figures) for table in tables.values()]
    found.append({"key": REST[0], "title": REST[1], "parts": rest})
    return [chapter for chapter in found if chapter["parts"]]


def part(table: dict, figures: dict) -> dict:
    """One table with its sentence and its chart."""
    on = table["counted_on"]
    is_older = on and on != figures["counted_on"] and not figures["is_repeated"]
    return {
        "key": table["key"],
        "title": table["title"],
        "sentence": sentences.of_table(table),
        "note": SAME_TABLE.format(few=FEW_MOVED, day=day_of(on)) if is_older else "",
        "chart": drawn(table),
        "columns": table["columns"],
        "rows": [
            {"words": row["words"], "is_whole": row["words"] == table["of"],
             "cells": cells(table, row)}
            for row in table["rows"]
        ],
    }  # fmt: skip


def cells(table: dict, row: dict) -> list[dict]:
    """{words, share}: of the whole, where both may be known and the row is not the whole."""
    is_part = row["words"] != table["of"]
    return [
        {"words": cell["words"], "column": column,
         "share": per_cent(cell, sentences.whole_of(table, at)) if is_part else ""}
        for at, (column, cell) in enumerate(zip(table["columns"], row["cells"], strict=True))
    ]  # fmt: skip


def per_cent(cell: dict, whole: int | None) -> str:
    found = share(Shown(cell["value"]), Shown(whole))
    return "" if found is None else f"{found} %"


def drawn(table: dict):
    """Groups of which something is known; the whole, and the small ones, stand in the table."""
    rows = [
        Row(row["words"], tuple(Bar(cell["value"], cell["words"]) for cell in row["cells"]))
        for row in table["rows"]
        if row["words"] != table["of"] and any(cell["value"] for cell in row["cells"])
    ]
    return chart(table["title"], tuple(table["columns"]), tuple(rows))


def compared(content: dict) -> list[dict]:
    """This edition and those before it; nothing for the first one."""
    figures = content["figures"]
    now = {"term": content["term"]["name"], **figures}
    editions = [*reversed(figures["earlier"]), now]
    if len(editions) < 2:
        return []
    found = [beside(key, editions) for key in COMPARED]
    return [each for each in found if each]


def beside(key: str, editions: list[dict]) -> dict | None:
    """One table of all editions that have it, a column each."""
    there = [(each, table) for each in editions for table in each["tables"] if table["key"] == key]
    if len(there) < 2:
        return None
    _, last = there[-1]
    of_row = [{row["words"]: row["cells"][0] for row in table["rows"]} for _, table in there]
    rows = [
        (row["words"], [cells.get(row["words"]) or {"value": None, "words": "–"}
                        for cells in of_row])
        for row in last["rows"]
    ]  # fmt: skip
    columns = tuple(each["term"] for each, _ in there)
    bars = [Row(words, tuple(Bar(cell["value"], cell["words"]) for cell in cells))
            for words, cells in rows
            if words != last["of"] and any(cell["value"] for cell in cells)]  # fmt: skip
    return {
        "key": f"compared-{key}",
        "title": last["title"],
        "columns": columns,
        "rows": [
            {"words": words, "cells": [{"words": cell["words"], "column": column}
                                       for cell, column in zip(cells, columns, strict=True)]}
            for words, cells in rows
        ],
        "chart": chart(last["title"], columns, tuple(bars)),
        "again": [each["term"] for each, _ in there if each["is_repeated"]],
    }  # fmt: skip


def national(figures: dict) -> dict:
    """Each figure of England beside the school's own share, and where it was read."""
    tables = {table["key"]: table for table in figures["tables"]}
    rows = [
        {**each, "here": own_share(tables.get(each["table"]), each["row"], each["column"])}
        for each in figures["national"]
    ]
    return {"rows": rows, "sources": list(dict.fromkeys(each["source"] for each in rows))}


def own_share(table: dict | None, words: str, column: str) -> str:
    if table is None or column not in table["columns"]:
        return "–"
    at = table["columns"].index(column)
    found = [row["cells"][at] for row in table["rows"] if row["words"] == words]
    return (per_cent(found[0], sentences.whole_of(table, at)) or "not shown") if found else "–"


def day_of(said: str | None) -> str:
    return day(said and date.fromisoformat(said))
