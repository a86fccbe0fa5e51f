"""An EHC plan as one plain value: what is read, printed, compared and frozen.

Count SCHEMA up when the shape changes: frozen versions keep the shape they were made in.
"""

import json
from datetime import date

from ehcp.plans import quantity
from ehcp.plans.models import Letter
from pupils.wording import day_text

SCHEMA = 1
FACTS = ("local_authority", "reference", "officer_name", "issued_on", "amended_on")
LINES = {"B": "needs", "E": "outcomes", "F": "provisions"}
MARK = {"needs": "B", "outcomes": "E", "provisions": "F"}
AMOUNT = ("minutes", "times", "per", "group_size", "who")


def of_plan(plan) -> dict:
    """The live rows. plan: school and pupil joined. Seven queries."""
    return {
        "school": plan.school.name,
        "pupil": {"name": plan.pupil.name, "born_on": plan.pupil.born_on.isoformat()},
        **{name: _plain(getattr(plan, name)) for name in FACTS},
        "sections": {row.letter: row.words for row in plan.sections.all() if row.words},
        "needs": [_line(row) for row in plan.ehcneeds.filter(dropped_on=None)],
        "outcomes": [
            _line(row) | {"how_measured": row.how_measured, "by_when": row.by_when,
                          "needs": _keys(row.needs)}
            for row in plan.ehcoutcomes.filter(dropped_on=None).prefetch_related("needs")
        ],
        "provisions": [
            _line(row) | {name: getattr(row, name) for name in AMOUNT}
            | {"needs": _keys(row.needs), "outcomes": _keys(row.outcomes)}
            for row in plan.ehcprovisions.filter(dropped_on=None).prefetch_related(
                "needs", "outcomes"
            )
        ],
    }  # fmt: skip


def of_version(version) -> dict:
    return json.loads(version.content)


def _line(row) -> dict:
    return {"id": row.pk, "number": row.number, "words": row.words}


def _keys(related) -> list[int]:
    return sorted(row.pk for row in related.all() if row.dropped_on is None)


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def blocks(value: dict, letters) -> list[dict]:
    """The sections of these letters as a page or paper shows them: letter, title, words, lines.

    A line says its number as printed (B1), its words and in sentences what it is linked with.
    """
    names = {key: {row["id"]: f"{MARK[key]}{row['number']}" for row in value[key]} for key in MARK}
    return [
        {
            "letter": letter.value,
            "title": letter.label,
            "words": value["sections"].get(letter.value, ""),
            "kind": LINES.get(letter.value, ""),
            "lines": lines(value, LINES[letter.value], names) if letter.value in LINES else [],
        }
        for letter in Letter
        if letter.value in letters
    ]


def lines(value, key, names) -> list[dict]:
    return [
        {
            "id": row["id"],
            "name": names[key][row["id"]],
            "words": row["words"],
            "said": said(key, row),
            "links": links(value, key, row, names),
            "lacks": quantity.missing(row) if key == "provisions" else "",
        }
        for row in value[key]
    ]


def said(key, row) -> str:
    """What stands besides the words: how much, or by when and how it is measured."""
    if key == "provisions":
        amount = quantity.in_words(row)
        return f"{amount[:1].upper()}{amount[1:]}." if amount else ""
    if key == "outcomes":
        parts = [f"By when: {row['by_when']}." if row["by_when"] else "", row["how_measured"]]
        return " ".join(filter(None, parts))
    return ""


def links(value, key, row, names) -> str:
    """ "Meets need B1, serves outcome E1." Only what this value holds is named."""
    if key == "needs":
        by = [names[k][r["id"]] for k in ("outcomes", "provisions") for r in value[k]
              if row["id"] in r["needs"]]  # fmt: skip
        return f"Taken up by {listed(by)}." if by else ""
    needs = [names["needs"][pk] for pk in row["needs"] if pk in names["needs"]]
    if key == "outcomes":
        by = [names["provisions"][r["id"]] for r in value["provisions"]
              if row["id"] in r["outcomes"]]  # fmt: skip
        parts = [f"About {noun('need', needs)}" if needs else "",
                 f"served by {listed(by)}" if by else ""]  # fmt: skip
    else:
        outcomes = [names["outcomes"][pk] for pk in row["outcomes"] if pk in names["outcomes"]]
        parts = [f"Meets {noun('need', needs)}" if needs else "",
                 f"serves {noun('outcome', outcomes)}" if outcomes else ""]  # fmt: skip
    words = ", ".join(filter(None, parts))
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def noun(word: str, names: list[str]) -> str:
    return f"{word}{'s' if len(names) > 1 else ''} {listed(names)}"


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def without(value: dict, letters: str) -> dict:
    """Only what somebody who reads these letters may know; links to the rest fall away."""
    kept = {letter: words for letter, words in value["sections"].items() if letter in letters}
    rows = {key: value[key] if MARK[key] in letters else [] for key in MARK}
    return {**value, "sections": kept, **rows}


def day_of(iso: str | None) -> str:
    return day_text(date.fromisoformat(iso)) if iso else ""
