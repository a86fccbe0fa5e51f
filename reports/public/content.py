"""A public document as one plain value: read, printed, published and frozen. One shape.

Count SCHEMA up when the shape changes: frozen versions keep the shape they were made in.
"""

import hashlib
from datetime import date
from itertools import groupby

from audit.log import canonical
from provision.costs.counting import round_pounds
from schools import wording
from sendcase.frozen.services import content_of

SCHEMA = 1
DASHES = ("– ", "- ", "• ", "* ")


def of_document(document, sections, lines) -> dict:
    """The live rows. sections: key → row; lines: of the budget. Empty sections are left out."""
    about = document.about
    return {
        "outline": about.key,
        "title": about.title,
        "lead": about.lead,
        "school": document.school.name,
        "sections": [
            {
                "key": part.key, "heading": part.heading, "kind": part.kind,
                "title": (row.name or part.title) if part.kind == "named" else part.title,
                "words": row.words,
            }
            for part in about.sections
            if (row := sections.get(part.key)) and (row.words or part.kind == "budget")
        ],
        "budget": [
            {"activity": row.activity, "year": row.year, "pence": row.pence} for row in lines
        ],
    }  # fmt: skip


def dated(value: dict, *, published_on, approved_on, governors_on, next_by) -> dict:
    """As it goes out: with its days, as ISO text."""
    days = {"published_on": published_on, "approved_on": approved_on,
            "governors_on": governors_on, "next_by": next_by}  # fmt: skip
    return value | {name: day.isoformat() for name, day in days.items()}


def digest(value: dict) -> str:
    """Of what a page showed: what is written after it is not approved unseen."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def texts(value: dict) -> list[tuple[str, str]]:
    """(where it stands, the words) of everything a person typed."""
    found = [
        (part["title"] or part["heading"], f"{part['title']}\n{part['words']}")
        for part in value["sections"]
    ]
    return found + [("What it costs", row["activity"]) for row in value["budget"]]


def frozen(version) -> dict:
    return content_of(version)


def for_reading(value: dict) -> dict:
    """The same in words: headings with their parts, the budget as a table, days."""
    headings: dict[str, dict] = {}
    for part in value["sections"]:
        under = headings.setdefault(
            part["heading"],
            {"title": part["heading"], "anchor": f"part-{len(headings) + 1}", "parts": []},
        )
        shown = {"title": part["title"], "blocks": blocks(part["words"])}
        shown["budget"] = table(value["budget"]) if part["kind"] == "budget" else None
        under["parts"].append(shown)
    days = ("published_on", "approved_on", "governors_on", "next_by")
    return {
        **value,
        "headings": list(headings.values()),
        **{name: wording.day(date.fromisoformat(value[name])) for name in days if name in value},
    }


def blocks(words: str) -> list[dict]:
    """Paragraphs, and lists where lines begin with a dash: {is_list, lines}."""
    found = []
    for paragraph in words.split("\n\n"):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
        for is_list, group in groupby(lines, key=lambda line: line.startswith(DASHES)):
            kept = [line[2:].strip() if is_list else line for line in group]
            found.append({"is_list": is_list, "lines": kept})
    return found


def table(lines: list[dict]) -> dict | None:
    """Activities down, school years across, sums at both ends, in pounds. None for no line."""
    if not lines:
        return None
    years = sorted({row["year"] for row in lines})
    rows: dict[str, dict[int, int]] = {}
    for row in lines:
        cells = rows.setdefault(row["activity"], {})
        cells[row["year"]] = cells.get(row["year"], 0) + row["pence"]
    per_year = [sum(cells.get(year, 0) for cells in rows.values()) for year in years]
    return {
        "years": [year_words(year) for year in years],
        "rows": [
            {
                "activity": activity,
                "cells": [round_pounds(cells[y]) if y in cells else "–" for y in years],
                "sum": round_pounds(sum(cells.values())),
            }
            for activity, cells in rows.items()
        ],
        "sums": [round_pounds(pence) for pence in per_year],
        "sum": round_pounds(sum(per_year)),
        "is_multi_year": len(years) > 1,
    }


def year_words(year: int) -> str:
    """2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"
