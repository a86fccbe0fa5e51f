"""A reader who knows the door, reads every table of every edition, and tries each count.

Five tables as the report has them: support and plans, the register, needs, girls and boys, meetings
with families. They say the same children (K with SEN support, E with a plan, S of both) in several
places, and other children who add up to them.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from reports import disclosure
from reports.beside import whole_of
from reports.disclosure import Ends, Raw, Shown, bounds

K, E, S = "SEN support", "EHC plan", "Children with support"


@dataclass(frozen=True)
class Counts:
    """types, sexes: (of K, of E) row by row; both add up to the same. met: of K and E together."""

    types: tuple[tuple[int, int], ...]
    sexes: tuple[tuple[int, int], ...]
    met: int

    @property
    def of_support(self) -> int:
        return sum(row[0] for row in self.types)

    @property
    def of_plan(self) -> int:
        return sum(row[1] for row in self.types)


def tables(counts: Counts) -> tuple[Raw, ...]:
    number, plans = counts.of_support, counts.of_plan
    both = number + plans
    one, whole = ("Children",), "All children"
    return (
        Raw("provision", "", one, ((whole, (900,)), (K, (number,)), (E, (plans,))), whole,
            names={(K, 0): K, (E, 0): E}, sums=((S, (K, E)),)),
        Raw("register", "", one, ((whole, (900,)), ("On it", (both,))), whole,
            names={("On it", 0): S}),
        _by_code("type", counts.types, (number, plans)),
        _by_code("sex", counts.sexes, (number, plans)),
        Raw("meetings", "", one,
            (("Met", (counts.met,)), ("Not met", (both - counts.met,)), (S, (both,))), S, adds=True,
            names={(S, 0): S}),
    )  # fmt: skip


def _by_code(key, rows, whole) -> Raw:
    named = tuple((f"{key} {place}", counts) for place, counts in enumerate(rows))
    return Raw(key, "", (K, E), (*named, ("all", whole)), "all", adds=True,
               names={("all", 0): K, ("all", 1): E})  # fmt: skip


def shuffled(dice: random.Random, counts: Counts) -> Counts:
    """The same children in other rows."""

    def parts(whole: int, number: int) -> list[int]:
        found = []
        for _ in range(number - 1):
            found.append(
                min(whole - sum(found), dice.choice((0, 7, 8, 12, 13, dice.randrange(30))))
            )
        return dice.sample([*found, whole - sum(found)], number)

    wholes, rows = (counts.of_support, counts.of_plan), len(counts.types)
    types, sexes = (
        tuple(zip(*(parts(whole, number) for whole in wholes), strict=True)) for number in (rows, 2)
    )
    return Counts(types, sexes, parts(sum(wholes), 2)[0])


def fewest_open(editions: list[disclosure.Edition]) -> dict[str, int]:
    """How many counts stay possible: of K, E and S, and of the part that is known best. In all the
    editions K, E and S are the same children, and the reader knows it.
    """
    parts: dict[str, list[list[Ends]]] = {K: [], E: [], S: []}
    for made in editions:
        for table in made.tables:
            if table.key in ("type", "sex") and table.key in made.counted:
                parts[K].append(_parts(table, 0))
                parts[E].append(_parts(table, 1))
            elif table.key == "meetings" and table.key in made.counted:
                parts[S].append(_parts(table, 0))
    first = {table.key: dict(table.rows) for table in editions[0].tables}
    figures = first["provision"] | {S: first["register"]["On it"]}
    of_k, of_e = (open_wholes(figures[name][0], parts[name][:2]) for name in (K, E))
    links = [(min(of_k) + min(of_e), max(of_k) + max(of_e))]
    of_s = open_wholes(figures[S][0], [links, *parts[S][:1]])
    found = {
        (k, e)
        for k, e in product(of_k, of_e)
        if k + e in of_s
        and all(_within(whole, each) for name, whole in ((K, k), (E, e), (S, k + e))
                for each in parts[name])
    }  # fmt: skip
    open_ = {K: {k for k, _ in found}, E: {e for _, e in found}, S: {k + e for k, e in found}}
    rows = [of_parts(ends, open_[name]) for name in parts for ends in parts[name] if ends]
    return {name: len(each) for name, each in open_.items()} | {"part": min(rows, default=99)}


def _parts(table: disclosure.Table, place: int) -> list[Ends]:
    """Ends of each part; nothing where they are kept back."""
    figures = [row[1][place] for row in table.rows[:-1]]
    return [] if any(each.is_hidden for each in figures) else [bounds(each) for each in figures]


def _within(whole: int, parts: list[Ends]) -> bool:
    low, high = sum(low for low, _ in parts), sum(high for _, high in parts)
    return not parts or low <= whole <= high


def open_wholes(figure: Shown, tables_: list[list[Ends]]) -> list[int]:
    """The counts that the door would have said as this figure, beside the parts of these tables."""
    ends = [(sum(low for low, _ in each), sum(high for _, high in each))
            for each in tables_ if each]  # fmt: skip
    limits = (max(low for low, _ in ends), min(high for _, high in ends)) if ends else None
    near = range(max((figure.value or 0) - 10, 0), (figure.value or 0) + 20)
    within = [each for each in near if limits is None or limits[0] <= each <= limits[1]]
    return [each for each in within if whole_of(each, limits) == figure]


def of_parts(ends: list[Ends], wholes: Iterable[int]) -> int:
    """The fewest counts that a part can be, of all parts of a table."""
    low, high = sum(each for each, _ in ends), sum(each for _, each in ends)
    return min(
        len({
            count
            for whole, count in product(wholes, range(least, most + 1))
            if low - least <= whole - count <= high - most
        })
        for least, most in ends
    )  # fmt: skip
