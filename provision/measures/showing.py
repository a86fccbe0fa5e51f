"""Measures in words."""

from provision.measures import reach, words
from provision.measures.reading import Row, Works, group_of, tests_of
from pupils.models import Pupil
from pupils.scores.kinds import SHORT
from pupils.wording import counted, day_text


def of_intervention(user, rows: list[Row]) -> list[dict]:
    """A table for each test, with what it says of the group where it is large enough."""
    names = dict(names_of(rows))
    opens = reach.in_reach(user, names)
    return [
        {
            "title": f"{test} ({SHORT[kind]})",
            "keeps_up": words.KEEPS_UP.get(kind, ""),
            "rows": [
                row_of(row, names[row.pupil_id]) | {"opens": row.pupil_id in opens}
                for row in held
                if row.pupil_id in names
            ],
            "group": verdict_of(group_of(kind, held)),
        }
        for (test, kind), held in tests_of(rows).items()
    ]


def names_of(rows: list[Row]):
    """(number, name) of the children of rows the person was found to read."""
    found = Pupil.objects.filter(pk__in={row.pupil_id for row in rows})
    return [(pupil.pk, pupil.name) for pupil in found]


def row_of(row: Row, name: str) -> dict:
    return {
        "name": name, "url": f"/pupils/{row.pupil_id}/scores/",
        "entry": row.entry, "entry_on": day_text(row.entry_on),
        "exit": row.exit, "exit_on": day_text(row.exit_on),
        "gain": words.gained(row.gain) if row.gain else "",
        "a_month": words.a_month(row.gain) if row.gain else "",
    }  # fmt: skip


def verdict_of(group) -> dict:
    status, verdict, figures = words.of_group(group)
    return {"status": status, "verdict": verdict, "figures": figures, "children": group.children}


def works_row(works: Works) -> dict:
    return verdict_of(works.group) | {
        "name": works.name, "test": f"{works.test} ({SHORT[works.kind]})",
        "keeps_up": words.KEEPS_UP.get(works.kind, ""),
        "measured": counted(works.group.children, "child").replace("childs", "children"),
        "waiting": f"{works.waiting} without a result at exit" if works.waiting else "",
        "hours": f"{works.hours:g} h a child" if works.hours is not None else "",
    }  # fmt: skip
