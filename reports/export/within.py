"""Numbers of rows within JSON: in frozen papers, in what a report keeps of who stood where, and in
the question of a saved list.

In the file they are uids, as everywhere. A row that is gone has none: its number becomes -1, -2…,
the same for the same row, so that two versions of a paper still agree on it. No row of any site
has such a number.
"""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from audit.log import canonical
from sendcase.frozen.services import digest

USER, PUPIL = "accounts.User", "pupils.Pupil"
NEED, OUTCOME = "ehcp.EhcNeed", "ehcp.EhcOutcome"
EACH, NAMES = "*", "~"
NUMBER = re.compile(r"-?[0-9]+")
GONE = re.compile(r"-[1-9]\d*")  # in place of the uid of a row that is gone
# Table and field → way → whose number stands there. `*` is each of a list, or of what an object
# holds; `~` are an object's own names.
NUMBERS = {
    ("ehcp.AnnualReviewVersion", "content"): {
        "people.*.id": "ehcp.Invitation",
        "people.*.advice_document": "pupils.Document",
        "outcomes.*.id": OUTCOME,
        "changes.*.changes.*.id": "ehcp.SectionChange",
    },
    ("ehcp.EhcPlanVersion", "content"): {
        "needs.*.id": NEED,
        "outcomes.*.id": OUTCOME,
        "outcomes.*.needs.*": NEED,
        "provisions.*.id": "ehcp.EhcProvision",
        "provisions.*.needs.*": NEED,
        "provisions.*.outcomes.*": OUTCOME,
    },
    ("iep.HandoverVersion", "content"): {"pupil.id": PUPIL},
    ("iep.PlanVersion", "content"): {
        "areas.*.id": "schools.Area",
        "lead.id": USER,
        "targets.*.id": "iep.Target",
    },
    ("letters.LetterVersion", "content"): {
        "enclosed.*.id": "pupils.Document",
        "wording.id": "letters.LetterTemplate",
    },
    ("reports.BoardEdition", "cells"): {"*.~": PUPIL},
    ("reports.BoardEdition", "writers"): {"*": USER},
    ("reports.CensusVersion", "content"): {"rows.*.pupil": PUPIL},
}
# Table of saved lists → part of its question → whose number it is.
QUERY = "query"
QUERIES = {
    "pupils.SavedList": {
        "area": "schools.Area",
        "class_group": "schools.ClassGroup",
        "stage": "schools.Stage",
    },
    "reminders.SavedView": {"whose": USER},
}
WORD = re.compile(r"[a-z_]*")  # in place of a uid there: a role, "mine"
Swap = Callable[[str, object], object]  # (table, number or uid) → the other


def swapped(ways: dict[str, str], value, swap: Swap):
    """The value with every number on these ways as `swap` gives it."""
    for way, label in ways.items():
        value = _swapped(value, way.split("."), lambda held, of=label: swap(of, held))
    return value


def _swapped(value, way: list[str], swap):
    if not way:
        return value if value is None else swap(value)
    step, rest = way[0], way[1:]
    if step == EACH and isinstance(value, list):
        return [_swapped(each, rest, swap) for each in value]
    if not isinstance(value, dict):
        return value
    if step == EACH:
        return {name: _swapped(each, rest, swap) for name, each in value.items()}
    if step == NAMES:
        return {str(swap(name)): each for name, each in value.items()}
    return value | {step: _swapped(value[step], rest, swap)} if step in value else value


def is_number(held) -> bool:
    return not isinstance(held, bool) and bool(NUMBER.fullmatch(str(held)))


def in_field(label: str, name: str, held, swap: Swap):
    """The same of a field: JSON, or a text that is JSON. Any other text stays as it is."""
    ways = NUMBERS[label, name]
    if not isinstance(held, str):
        return swapped(ways, held, swap)
    try:
        before = json.loads(held)
    except (ValueError, RecursionError):
        return held
    after = swapped(ways, before, swap)
    return held if after == before else canonical(after)


def sum_of(held: str, before: str, after: str) -> str:
    """The sum that a row keeps of its text, for the text with other numbers. One that was wrong
    before stays wrong: it goes on telling that somebody touched the text.
    """
    return digest(after) if held == digest(before) else held


def has_sum(label: str, name: str) -> bool:
    return name == "sha256" and (label, "content") in NUMBERS


def question(label: str, query: str, swap: Swap) -> str:
    """The question of a saved list with every number as `swap` gives it."""
    parts = parse_qsl(query, keep_blank_values=True)
    after = [
        (name, swap(QUERIES[label][name], value) if name in QUERIES[label] else value)
        for name, value in parts
    ]
    return query if after == parts else urlencode(after)
