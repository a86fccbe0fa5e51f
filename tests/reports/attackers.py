"""Invented schools and their terms, and what a reader of the editions can work out from them."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports import disclosure
from reports.figures.day import tables_of
from reports.figures.people import Child, Place
from reports.figures.sheets import kept, moves

FIRST, TERM = date(2026, 9, 14), timedelta(days=50)  # all in one school year
STAGES = {1: "Watched", 2: "SEN support", 3: "EHC plan"}
AREAS = ("Communication", "Learning", "Feelings", "Body")
TYPES = ("SLCN", "SEMH", "MLD", "SPLD", "ASD", "HI", "PD", "DS", "OTH", "NSA")
WEIGHTS = (26, 23, 16, 15, 10, 2, 3, 1, 2, 2)  # as the Department's of January 2025, roughly
AREA_OF = {"SLCN": 0, "ASD": 0, "MLD": 1, "SPLD": 1, "SEMH": 2, "HI": 3, "PD": 3}
YEARS = {60: ("R", "1", "2"), 420: ("R", "1", "2", "3", "4", "5", "6"),
         1200: ("7", "8", "9", "10", "11")}  # fmt: skip


def place(code: str, need: str = "SLCN") -> Place | None:
    """Where a child of that code stands; "N": nowhere."""
    if code == "N":
        return None
    stage = 2 if code == "K" else 3
    areas = frozenset({AREAS[AREA_OF[need]]} if need in AREA_OF else ())
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


@dataclass(frozen=True)
class Kept:
    """What the school keeps with an edition: the cells of each table as they were counted."""

    edition: disclosure.Edition
    cells: dict


def publish(children, day=FIRST, before: Kept | None = None) -> Kept:
    """As the board's report does it: the last counted cells of each table go on with it."""
    counted = sheets(children, day)
    now = kept(counted)
    moved = moves(before.cells, counted) if before else 0
    last = before.edition if before else None
    made = disclosure.edition(day, tuple(each.raw() for each in counted), last, moved)
    if before:
        now = {
            table.key: before.cells[table.key] if made.repeats(table) else now[table.key]
            for table in made.tables
        }
    return Kept(made, now)


def figures(made: Kept) -> tuple:
    """All that a reader sees."""
    return tuple((table.key, table.rows) for table in made.edition.tables)


def term_by_term(worlds) -> list[tuple]:
    """What is published of a school through its terms; worlds: the children term by term."""
    return list(_editions(worlds))


def reads_the_same(worlds, seen) -> bool:
    return all(mine == theirs for mine, theirs in zip(_editions(worlds), seen, strict=True))


def _editions(worlds):
    last = None
    for number, children in enumerate(worlds):
        last = publish(children, FIRST + TERM * number, last)
        yield figures(last), last.edition.is_repeated
