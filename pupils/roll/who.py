"""Who comes, who may have gone, who came back and who changes class, as a list says it.

A line: [what, name, year, class before, class after], for a page and for a file.
"""

from itertools import chain

from pupils.roll.fates import CHANGED, NEW
from schools.models import YearGroup
from schools.sheets import named
from sendcase.sheets import Sheet

JOINS, MISSING, BACK, MOVES = "joins", "missing", "back", "moves"
# What: heading on the page, word in the file, what it means or what to do.
KINDS = {
    JOINS: ("New on the roll", "New", "They were not on your roll before."),
    MISSING: ("May have left", "Not in the file", "On your roll and not in the file. Nothing "
              "happens to them; after the import you can say who has left."),
    BACK: ("Back on the roll", "Back", "They had left, and stand in the file again."),
    MOVES: ("Change class", "Changes class", "Their new teacher sees them from the import on, "
            "the one before no longer."),
}  # fmt: skip
HEADINGS = ["What", "Name", "Year", "Class before", "Class after"]
SHOWN = 200
YEARS = dict(YearGroup.choices)


def of_fates(fates) -> list[list[str]]:
    """Before anything is written: afterwards the records say the new class."""
    return [line for fate in fates for line in _lines(fate)]


def _lines(fate):
    said, pupil = fate.row.values, fate.pupil
    before = pupil.class_group.name if pupil and pupil.class_group else ""
    after = said.get("class") or before
    if fate.kind == NEW:
        yield [JOINS, fate.row.name, YEARS.get(said.get("year"), ""), "", after]
    if fate.kind != CHANGED:
        return
    line = [pupil.name, YEARS.get(said.get("year", pupil.year), ""), before, after]
    if "left_on" in fate.changes:
        yield [BACK, *line]
    if "class" in fate.changes and before:
        yield [MOVES, *line]


def of_missing(pupils) -> list[list[str]]:
    return [
        [MISSING, pupil.name, YEARS.get(pupil.year, ""),
         pupil.class_group.name if pupil.class_group else "", ""]
        for pupil in pupils
    ]  # fmt: skip


def kept(upload):
    """Every line that was kept with the parts of a list."""
    return chain.from_iterable(upload.parts.values_list("who", flat=True).iterator())


def groups(lines) -> list[dict]:
    """For the page: at most SHOWN of each, and how many more."""
    found: dict[str, list] = {what: [] for what in KINDS}
    counts = dict.fromkeys(KINDS, 0)
    for what, *line in lines:
        counts[what] += 1
        if len(found[what]) < SHOWN:
            found[what].append(line)
    return [
        {"what": what, "title": title, "words": words, "rows": found[what],
         "count": counts[what], "more": counts[what] - len(found[what])}
        for what, (title, _, words) in KINDS.items()
    ]  # fmt: skip


def sheet(lines, school) -> Sheet:
    rows = [[KINDS[what][1], *line] for what, *line in lines]
    name = named(school, "joiners-and-leavers")
    return Sheet(name, "Joiners and leavers", HEADINGS, rows)
