"""The tables of one day: who is on the register, at which stage, with which needs, and who they
are. One list, always the same tables in the same order: no reader chooses a filter (security §3).

Nothing counts the children without support row by row: a school's size and its year groups are
known to everybody, and the difference would be a table of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from pupils.codes import Sex
from register.models import NeedType
from reports.disclosure import Raw
from reports.figures import people
from reports.figures.people import Child
from reports.figures.sheets import Cell, Sheet
from reports.figures.years import cohort
from schools.models import Area, Census, Stage, YearGroup

ROLL, STAGED = "All children", "All at a stage"
SUPPORT, PLAN = "SEN support", "EHC plan"
SUPPORTED = "Children with support"  # of both kinds
CODES = {Census.K: 0, Census.E: 1}
WORDS = {Census.K: SUPPORT, Census.E: PLAN}
ALL = "All with support"
NOT_SAID = "Not recorded"
CHILDREN = ("Children",)


def on_day(school, day: date) -> tuple[Raw, ...]:
    """Counts as they were on any day until today; nine queries at any size. `history` says what
    cannot be of that day.
    """
    return tuple(sheet.raw() for sheet in sheets_on(school, day))


def sheets_on(school, day: date) -> tuple[Sheet, ...]:
    return sheets_of(school, people.read(school, day), day)


def sheets_of(school, children: dict[int, Child], day: date) -> tuple[Sheet, ...]:
    stages = list(Stage.objects.filter(school=school).order_by("order", "pk"))
    names, keys = {each.pk: each.name for each in stages}, {each.pk: each.uid for each in stages}
    return tables_of(children, day, names, areas_of(school), keys)


def areas_of(school) -> dict[str, str]:
    """Name → code, in the school's order."""
    return dict(Area.objects.filter(school=school).values_list("name", "code"))


def tables_of(
    children: dict[int, Child],
    day: date,
    stages: dict[int, str],
    areas: dict[str, str],
    keys: Mapping[int, object] = MappingProxyType({}),
) -> tuple[Sheet, ...]:
    """stages: number → name; areas: of areas_of; in the school's order; keys: number of a stage →
    what stays when it has a new name or the school moves to a new site. Asks the database nothing.

    Children with SEN support and with a plan are said in nearly every table: they have a name, so
    that they are said alike in all.
    """
    return (
        _register(children), _stages(children, stages, keys), _provision(children),
        _areas(children, areas),
        _types(children), _years(children, day), _sexes(children), _groups(children),
    )  # fmt: skip


def _register(children) -> Sheet:
    on, watched = "On the register", "Watched, no extra help yet"
    cells = {
        pk: frozenset(
            (words, 0)
            for words, holds in (
                (ROLL, True),
                (on, child.place and child.place.on_register),
                (watched, child.place and child.place.is_watched),
            )
            if holds
        )
        for pk, child in children.items()
    }
    placed = [child for child in children.values() if child.place]
    is_support = all(child.place.on_register == (child.code in CODES) for child in placed)
    names = {(on, 0): SUPPORTED} if is_support else {}
    return Sheet(
        "register", "The register", CHILDREN, (ROLL, on, watched), ROLL, cells=cells,
        tracked=beyond_roll(cells), gates=((on,),), names=names,
    )  # fmt: skip


def beyond_roll(cells: dict[int, frozenset[Cell]]) -> dict[int, frozenset[Cell]]:
    """Without the row of all children: who is on roll is known to everybody."""
    return {pk: held - {(ROLL, 0)} for pk, held in cells.items()}


def _stages(children, names: dict[int, str], keys: Mapping[int, object]) -> Sheet:
    """A stage that is the only one of its code is the children with that support. Several of one
    code add up to them.
    """
    cells, tracked, codes = {}, {}, {}
    for pk, child in children.items():
        if child.place:
            name, words = names[child.place.stage_id], WORDS.get(child.code, "")
            cells[pk] = frozenset({(name, 0), (STAGED, 0)})
            key = keys.get(child.place.stage_id, child.place.stage_id)
            stands = (f"stage {key}", STAGED, words)
            tracked[pk] = frozenset((each, 0) for each in stands if each)
            codes.setdefault(name, set()).add(words)
    of_code = {
        words: tuple(name for name in codes if words in codes[name])
        for words in (SUPPORT, PLAN)
        if all(len(found) == 1 for found in codes.values() if words in found)
    }
    alone = {(rows[0], 0): words for words, rows in of_code.items() if len(rows) == 1}
    sums = tuple((words, rows) for words, rows in of_code.items() if len(rows) > 1)
    rows = (*dict.fromkeys(names.values()), STAGED)
    return Sheet("stage", "By stage", CHILDREN, rows, STAGED, adds=True, cells=cells,
                 tracked=tracked, gates=((STAGED,), (SUPPORT, PLAN)), names=alone,
                 sums=sums)  # fmt: skip


def _provision(children) -> Sheet:
    cells = {
        pk: frozenset({(ROLL, 0)} | {(WORDS[code], 0) for code in CODES if child.code == code})
        for pk, child in children.items()
    }
    both = (SUPPORT, PLAN)
    return Sheet(
        "provision", "Support and plans", CHILDREN, (ROLL, *both), ROLL, cells=cells,
        tracked=beyond_roll(cells), names={(words, 0): words for words in both},
        sums=((SUPPORTED, both),),
    )  # fmt: skip


def by_code(
    children, key: str, title: str, rows: tuple[str, ...], where: Callable, *, adds=False
) -> Sheet:
    """Children with SEN support and with an EHC plan, beside each other. where(child): its rows;
    where they do not add up, it may stand in several or in none.
    """
    cells = {
        pk: frozenset((words, CODES[child.code]) for words in (ALL, *where(child)))
        for pk, child in children.items()
        if child.code in CODES
    }
    names = {(ALL, 0): SUPPORT, (ALL, 1): PLAN}
    within = () if adds else rows
    return Sheet(key, title, (SUPPORT, PLAN), (*rows, ALL), ALL, adds, cells, names=names,
                 within=within)  # fmt: skip


def _areas(children, codes: dict[str, str]) -> Sheet:
    sheet = by_code(
        children, "area", "Broad area of need", tuple(codes), lambda child: child.place.areas
    )
    tracked = {
        pk: frozenset((codes.get(words, words), place) for words, place in held)
        for pk, held in sheet.cells.items()
    }
    return replace(sheet, tracked=tracked)


def _types(children) -> Sheet:
    labels = dict(NeedType.choices)
    rows = (*labels.values(), NOT_SAID)
    return by_code(
        children, "type", "Main type of need", rows,
        lambda child: [labels.get(child.place.primary, NOT_SAID)], adds=True,
    )  # fmt: skip


def _years(children, day: date) -> Sheet:
    """Rows of the years the school has; one whose year is not known stands under "Not recorded".

    Going up in September is no move: everybody knows who goes up, so nobody hides among them.
    """
    labels = dict(YearGroup.choices)
    there = {child.year for child in children.values()}
    rows = (*(words for year, words in labels.items() if year in there), NOT_SAID)
    sheet = by_code(
        children, "year", "By year", rows,
        lambda child: [labels.get(child.year, NOT_SAID)], adds=True,
    )  # fmt: skip
    tracked = {
        pk: frozenset(
            (words, CODES[children[pk].code]) for words in (ALL, cohort(children[pk].year, day))
        )
        for pk in sheet.cells
    }
    return replace(sheet, tracked=tracked)


def _sexes(children) -> Sheet:
    labels = {Sex.F: "Girls", Sex.M: "Boys", "": NOT_SAID}
    return by_code(
        children, "sex", "Girls and boys", tuple(labels.values()),
        lambda child: [labels[child.sex]], adds=True,
    )  # fmt: skip


def _groups(children) -> Sheet:
    asked = {
        "fsm": "Free school meals", "pupil_premium": "Pupil premium",
        "eal": "English as an additional language", "looked_after": "Looked after",
    }  # fmt: skip
    return by_code(
        children, "groups", "Groups of children", tuple(asked.values()),
        lambda child: [words for name, words in asked.items() if getattr(child, name)],
    )  # fmt: skip
