"""A preview in words, and its problems as a file."""

from dataclasses import asdict

from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME
from pupils.wording import counted, day_text
from schools.models import YearGroup
from sendcase.sheets import Sheet

KINDS = [(PROBLEM, "To put right", "late"), (NEW, "New", "done"), (CHANGED, "Changed", "soon"),
         (SAME, "The same", "plain")]  # fmt: skip
TITLES = {kind: (title, state) for kind, title, state in KINDS}
YEARS = dict(YearGroup.choices)


SHOWN = {PROBLEM: 500, NEW: 200, CHANGED: 500, SAME: 100}


def groups(found, most=None) -> list[dict]:
    """The rows of the file under their fate, in the order a person must look at them.

    most: of each; none: SHOWN. count: how many there are; more: how many are not shown.
    """
    kept = {kind: [] for kind, _, _ in KINDS}
    for fate in found.fates:
        if len(kept[fate.kind]) < (most or SHOWN[fate.kind]):
            kept[fate.kind].append(fate_row(fate))
    return [titled(kind, kept[kind], found.counts[kind]) for kind in kept if found.counts[kind]]


def titled(kind, rows, count) -> dict:
    title, state = TITLES[kind]
    return {"kind": kind, "title": title, "state": state, "rows": rows, "count": count,
            "more": count - len(rows), "said": any(row["words"] for row in rows)}  # fmt: skip


def fate_row(fate) -> dict:
    changes = [] if fate.kind == NEW else change_words(fate)
    return {
        "line": fate.row.line,
        **(fate.shown or (of_child(fate) if "year" in fate.row.titles else of_contact(fate))),
        "words": [*changes, *fate.notes],
        "problems": [asdict(problem) for problem in fate.row.problems],
    }


def of_child(fate) -> dict:
    said = fate.row.values
    name = fate.row.name or (fate.pupil.name if fate.pupil else "")
    return {"name": name, "facts": [said.get("class", ""), day_text(said.get("born_on"))]}


def of_contact(fate) -> dict:
    said = fate.row.contact
    name = f"{said.get('first_name', '')} {said.get('last_name', '')}".strip()
    who = said.get("relationship") or (fate.contact.relationship if fate.contact else "")
    return {"name": name, "facts": [fate.pupil.name if fate.pupil else fate.row.name, who]}


def change_words(fate) -> list[str]:
    title = fate.row.titles.get
    said = [
        f"{title(name, 'Last day here')}: {shown(before)} → {shown(after)}"
        for name, (before, after) in fate.changes.items()
    ]
    if fate.contact_changes and fate.contact is None:
        who = f"{fate.row.contact.get('first_name', '')} {fate.row.contact['last_name']}"
        said.append(f"New contact: {who.strip()}")
    elif fate.contact_changes:
        # Not the address itself: a list of 400 homes is not what this page is for.
        titles = [title(f"contact_{name}", name) for name in fate.contact_changes]
        said.append(f"{fate.contact.name}: {', '.join(titles)}")
    return said


def shown(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "strftime"):
        return day_text(value)
    return value or "nothing"


def summary(counts) -> str:
    """12 new, 3 changed, 405 the same."""
    words = [f"{counts[NEW]:,} new", f"{counts[CHANGED]:,} changed", f"{counts[SAME]:,} the same"]
    if counts[PROBLEM]:
        words.insert(0, f"{counted(counts[PROBLEM], 'row')} to put right")
    return ", ".join(words)


def class_names(made: dict[str, str]) -> list[str]:
    return [f"{name} ({YEARS[year]})" for name, year in made.items()]


def problems_of(found) -> list[list]:
    return [[each.line, each.column, each.value, each.words] for each in found.problems]


def problems_sheet(problems, school) -> Sheet:
    """One line per problem."""
    rows = [[str(line), *rest] for line, *rest in problems]
    headings = ["Line", "Column", "Value", "Problem"]
    return Sheet(f"{school.slug}-problems", "Problems", headings, rows)
