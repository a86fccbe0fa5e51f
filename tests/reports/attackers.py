"""Invented schools and their terms, and what a reader of the editions can work out from them."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports import disclosure
from reports.figures.day import CHILDREN, SUPPORTED, tables_of
from reports.figures.moving import ROWS, what_moved
from reports.figures.people import Child, Place
from reports.figures.sheets import Sheet, next_edition
from reports.figures.term import disagreeing as of

FIRST, TERM = date(2026, 9, 14), timedelta(days=50)  # all in one school year
STAGES = {1: "Watched", 2: "SEN support", 3: "EHC plan"}
AREAS = {"Communication": "ci", "Learning": "cl", "Feelings": "semh", "Body": "sp"}
TYPES = ("SLCN", "SEMH", "MLD", "SPLD", "ASD", "HI", "PD", "DS", "OTH", "NSA")
WEIGHTS = (26, 23, 16, 15, 10, 2, 3, 1, 2, 2)  # as the Department's of January 2025, roughly
DISAGREED = {
    "SLCN": {of.SCHOOL, of.CONTENT, of.MEDIATION, of.OPEN, of.ENDED}, "SEMH": {of.SCHOOL, of.ENDED},
    "MLD": {of.ASSESSMENT, of.APPEAL, of.OPEN}, "ASD": {of.CHANGE, of.ENDED},
}  # fmt: skip
AREA_OF = {"SLCN": 0, "ASD": 0, "MLD": 1, "SPLD": 1, "SEMH": 2, "HI": 3, "PD": 3}
YEARS = {60: ("R", "1", "2"), 420: ("R", "1", "2", "3", "4", "5", "6"),
         1200: ("7", "8", "9", "10", "11")}  # fmt: skip


def place(code: str, need: str = "SLCN") -> Place | None:
    """Where a child of that code stands; "N": nowhere."""
    if code == "N":
        return None
    stage = 2 if code == "K" else 3
    areas = frozenset({list(AREAS)[AREA_OF[need]]} if need in AREA_OF else ())
    return Place(stage, stage, True, False, code, areas, need)


def child(dice: random.Random, pk: int, years) -> Child:
    sex = dice.choice("FM")
    share = (0.74, 0.19, 0.07) if sex == "M" else (0.86, 0.11, 0.03)
    code = dice.choices("NKE", share)[0]
    fsm = dice.random() < {"N": 0.22, "K": 0.39, "E": 0.44}[code]
    found = place(code, dice.choices(TYPES, WEIGHTS)[0])
    return Child(pk, dice.choice(years), sex, fsm, fsm, dice.random() < 0.2,
                 dice.random() < 0.01, found)  # fmt: skip


def school(dice: random.Random, size: int) -> dict[int, Child]:
    return {pk: child(dice, pk, YEARS[size]) for pk in range(size)}


def changed(one: Child, code: str, need: str = "SLCN") -> Child:
    return replace(one, place=place(code, need))


def next_term(dice: random.Random, children: dict[int, Child], number: int) -> dict[int, Child]:
    """So many children join, leave or change their support; each equally often."""
    found, newest = dict(children), max(children)
    years = sorted({each.year for each in children.values()})
    for pk in dice.sample(sorted(children), number):
        match dice.randrange(3):
            case 0:
                newest += 1
                found[newest] = child(dice, newest, years)
            case 1:
                del found[pk]
            case _:
                code = dice.choice([each for each in "NKE" if each != found[pk].code])
                found[pk] = changed(found[pk], code, dice.choices(TYPES, WEIGHTS)[0])
    return found


def sheets(children, day=FIRST):
    return tables_of(children, day, STAGES, AREAS)


def sheets_of_work(children) -> tuple[Sheet, ...]:
    """Reviews, letters, help and disagreements of a term in which each child's went as their need
    has it: of two terms only those differ who moved, and all that is secret goes where the place
    goes.
    """
    helped = {pk: each.place.primary for pk, each in children.items() if each.code in "KE"}
    late = {pk: ("late" if need in ("SLCN", "MLD", "HI") else "good", "due")
            for pk, need in helped.items()}  # fmt: skip
    letters = {pk: ("answered" if need in ("SEMH", "MLD") else "silent", "written")
               for pk, need in helped.items() if need != "SPLD"}  # fmt: skip
    met = {pk: ("met" if need in ("ASD", "SPLD", "SEMH") else "not met", SUPPORTED)
           for pk, need in helped.items()}  # fmt: skip
    return (
        _of_term("plan-reviews", late), _of_term("letters", letters),
        replace(_of_term("meetings", met), names={(SUPPORTED, 0): SUPPORTED}),
        _of_term("help", {pk: (need, "helped") for pk, need in helped.items()}, adds=False),
        of.sheet_of({pk: DISAGREED[need] for pk, need in helped.items() if need in DISAGREED}),
    )  # fmt: skip


def _of_term(key, rows, adds=True) -> Sheet:
    whole = {"plan-reviews": "due", "letters": "written", "meetings": SUPPORTED, "help": "helped"}
    cells = {pk: frozenset((words, 0) for words in held) for pk, held in rows.items()}
    words = sorted({each for held in rows.values() for each in held} - {whole[key]})
    return Sheet(key, key, CHILDREN, (*words, whole[key]), whole[key], adds, cells)


def sheet_of_moves(then, now) -> Sheet:
    found = {pk: what_moved(then.get(pk), now.get(pk)) for pk in {*then, *now}}
    cells = {pk: frozenset((words, 0) for words in held) for pk, held in found.items() if held}
    return Sheet("movement", "What moved", CHILDREN, ROWS, cells=cells)


@dataclass(frozen=True)
class Kept:
    """What the school keeps with an edition: the cells of each table as they were counted. told:
    the children on the day until which movement was told.
    """

    edition: disclosure.Edition
    cells: dict
    told: dict


def publish(children, day=FIRST, before: Kept | None = None, of_day_only=False) -> Kept:
    """As the board's report does it."""
    last, cells, told = (before.edition, before.cells, before.told) if before else (
        None, {}, children)  # fmt: skip
    counted = sheets(children, day)
    if not of_day_only:
        counted += (sheet_of_moves(told, children), *sheets_of_work(children))
    made, now = next_edition(day, counted, last, cells)
    return Kept(made, now, children if "movement" in made.counted else told)


def figures(made: Kept) -> tuple:
    """All that a reader sees."""
    return tuple((table.key, table.rows) for table in made.edition.tables)


def term_by_term(worlds, of_day_only=True) -> list[tuple]:
    """What is published of a school through its terms; worlds: the children term by term."""
    return list(_editions(worlds, of_day_only))


def reads_the_same(worlds, seen) -> bool:
    """As term_by_term has seen it, of the tables of the day."""
    return all(mine == theirs for mine, theirs in zip(_editions(worlds, True), seen, strict=True))


def _editions(worlds, of_day_only):
    last = None
    for number, children in enumerate(worlds):
        last = publish(children, FIRST + TERM * number, last, of_day_only)
        yield figures(last), last.edition.is_repeated
