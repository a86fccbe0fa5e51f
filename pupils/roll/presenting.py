"""A preview in words, and its problems as a file."""

import csv
import io

from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME
from pupils.wording import counted, day_text
from schools.models import YearGroup

KINDS = [(PROBLEM, "To put right", "late"), (NEW, "New", "done"), (CHANGED, "Changed", "soon"),
         (SAME, "The same", "plain")]  # fmt: skip
YEARS = dict(YearGroup.choices)


def groups(found) -> list[dict]:
    """Every row of the file under its fate, in the order a person must look at them."""
    return [
        {
            "kind": kind, "title": title, "state": state,
            "rows": [fate_row(fate) for fate in found.fates if fate.kind == kind],
        }
        for kind, title, state in KINDS
        if found.counts[kind]
    ]  # fmt: skip


def fate_row(fate) -> dict:
    changes = [] if fate.kind == NEW else change_words(fate)
    return {
        "line": fate.row.line,
        **(fate.shown or (of_child(fate) if "year" in fate.row.titles else of_contact(fate))),
        "words": [*changes, *fate.notes],
        "problems": fate.row.problems,
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


def summary(found) -> str:
    """12 new, 3 changed, 405 the same."""
    counts = found.counts
    words = [f"{counts[NEW]} new", f"{counts[CHANGED]} changed", f"{counts[SAME]} the same"]
    if counts[PROBLEM]:
        words.insert(0, f"{counted(counts[PROBLEM], 'row')} to put right")
    return ", ".join(words)


def new_classes(found) -> list[str]:
    made = getattr(found, "new_classes", {})
    return [f"{name} ({YEARS[year]})" for name, year in made.items()]


def problems_csv(found) -> str:
    """One line per problem. A cell that a spreadsheet could run is kept as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Line", "Column", "Value", "Problem"])
    for problem in found.problems:
        cells = (str(problem.line), problem.column, problem.value, problem.words)
        writer.writerow([harmless(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "|", "%")) else cell
