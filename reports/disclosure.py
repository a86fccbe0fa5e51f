"""The only door through which figures leave for people without case access (security §3).

A figure of 0–7 children is one symbol, every other is rounded to the nearest 5, and a share is
worked out from the rounded figures. Tables are fixed; one edition a term is frozen. A table in
which fewer than five children moved since it was last counted says its last figures again. So
nobody can take one report from another and find a child. What that keeps and what it cannot:
docs/decisions/figures.md. The attack: tests/reports/test_attack.py. Money, minutes and means:
reports/amounts.py. Names in free words: reports/naming.py.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from reports import beside
from reports.rounding import (
    HIDDEN,
    ROOM,
    ROOM_BESIDE,
    SMALL,
    STEP,
    SYMBOL,
    Ends,
    Raw,
    Shown,
    Whole,
    bounds,
    shown,
)

__all__ = [
    "FEW_MOVED", "HIDDEN", "ROOM", "ROOM_BESIDE", "SMALL", "STEP", "SYMBOL", "Edition", "Ends",
    "Raw", "Shown", "Summed", "Table", "Whole", "bounds", "edition", "protect", "share", "shown",
    "summed",
]  # fmt: skip

FEW_MOVED = 5  # with fewer the last edition's figures are said again


@dataclass(frozen=True)
class Table:
    """The same table as it may leave. counted_on: the day it is of, where that is not the
    edition's own; a later day of another table never changes this one.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    of: str = ""
    counted_on: date | None = None


@dataclass(frozen=True)
class Edition:
    """What the board reads of one term. `counted_on`: the day its figures are of, which is an
    earlier edition's day where `is_repeated`: then every table says its last figures again.
    wholes: by their names (`Raw.name`), as they were said last.
    """

    counted_on: date
    tables: tuple[Table, ...]
    is_repeated: bool = False
    wholes: Mapping[str, Whole] = field(default_factory=dict)

    def day_of(self, table: Table) -> date:
        return table.counted_on or self.counted_on

    @property
    def counted(self) -> set[str]:
        """Keys of the tables that were counted for this edition."""
        if self.is_repeated:
            return set()
        return {table.key for table in self.tables if table.counted_on is None}

    def repeats(self, table: Table) -> bool:
        """Whether this table says figures of an earlier day than the edition's others."""
        return self.is_repeated or self.day_of(table) != self.counted_on


def share(part: Shown, whole: Shown) -> int | None:
    """Per cent from two figures that may leave; None where either is the symbol."""
    if part.value is None or whole.value is None:
        return None
    return min(100, round(100 * part.value / whole.value))


def protect(raw: Raw) -> Table:
    """One table by itself. Several tables of the same children leave together: `edition`."""
    return _together((raw,), {}, ())[0][0]


def edition(
    on: date,
    raw: tuple[Raw, ...],
    last: Edition | None,
    moved: int | Mapping[str, int],
    unmoved: Collection[str] = (),
) -> Edition:
    """`moved`: children who joined, left, or changed in anything counted since the last edition;
    or the same for each table by its key, since the day of that table. A table that is not named
    counts as one where nobody moved. `unmoved`: names of wholes (`Raw.name`) which are the same
    children as when they were said last: they are said again, or the two figures beside each other
    would tell more of the same count than one.

    Of the last edition counted, not of the last that repeated it: changes add up over terms.
    """
    if last is None:
        tables, wholes = _together(raw, {}, raw)
        return Edition(on, tables, wholes=wholes)
    still = _still(last, moved)
    fresh = tuple(each for each in raw if each.key not in still)
    if not fresh:
        return Edition(last.counted_on, last.tables, is_repeated=True, wholes=last.wholes)
    said = {name: last.wholes[name] for name in unmoved if name in last.wholes}
    tables, wholes = _together(fresh, said, raw, last.wholes)
    new = {table.key: table for table in tables}
    rows = tuple(new.get(each.key) or still[each.key] for each in raw)
    return Edition(on, rows, wholes={**last.wholes, **wholes})


def _still(last: Edition, moved: int | Mapping[str, int]) -> dict[str, Table]:
    """By their keys the tables that say their last figures again, with the day these are of."""
    before = {table.key: replace(table, counted_on=last.day_of(table)) for table in last.tables}
    if isinstance(moved, int):
        moved = dict.fromkeys(before, moved)
    return {key: table for key, table in before.items() if moved.get(key, 0) < FEW_MOVED}


def _together(
    tables: tuple[Raw, ...],
    said: Mapping[str, Whole],
    every: tuple[Raw, ...],
    then: Mapping[str, Whole] = MappingProxyType({}),
) -> tuple[tuple[Table, ...], dict[str, Whole]]:
    """A whole that stands in several tables is said alike in all of them. said: as before; every:
    the tables that are not counted anew as well; then: as wholes were said
    last. A whole that was said before the day since which a table tells of moves is up to four
    children farther from it: that leaves more open, not less.
    """
    wholes, tight = beside.said_together(tables, said, every)
    return tuple(_protected(raw, then, wholes, tight) for raw in tables), wholes


def _protected(
    raw: Raw, then: Mapping[str, Whole], wholes: Mapping[str, Whole],
    tight: Collection[beside.Column],
) -> Table:  # fmt: skip
    pinned = beside.pinned_by_moves(raw, then, wholes)

    def figure(words: str, place: int, count: int) -> Shown:
        if words in pinned or (raw.key, place) in tight and words != raw.of:
            return Shown(None, is_hidden=True)
        name = raw.name(words, place)
        return wholes[name].figure if name else shown(count)

    rows = tuple(
        (words, tuple(figure(words, place, count) for place, count in enumerate(counts)))
        for words, counts in raw.rows
    )
    return Table(raw.key, raw.title, raw.columns, rows, raw.of)


@dataclass(frozen=True)
class Summed:
    """A figure of several schools, from what each has published: nothing new can be taken from it.

    value: the sum of the figures said; unsaid: at how many schools stands the symbol.
    """

    value: int
    unsaid: int = 0

    def __str__(self) -> str:
        if not self.unsaid:
            return str(self.value)
        schools = "1 school" if self.unsaid == 1 else f"{self.unsaid} schools"
        small = f"{SYMBOL} at {schools}"
        return f"{self.value}, and {small}" if self.value else small


def summed(figures: Iterable[Shown]) -> Summed:
    """The trust's figure, from the frozen editions of its schools and from nothing else."""
    rows = list(figures)
    said = [row.value for row in rows if row.value is not None]
    return Summed(sum(said), len(rows) - len(said))
