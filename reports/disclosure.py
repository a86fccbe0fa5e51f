"""The only door through which figures leave for people without case access (security §3).

A figure of 0–7 children is one symbol, every other is rounded to the nearest 5, and a share is
worked out from the rounded figures. Tables are fixed; one edition a term is frozen. A table in
which fewer than five children moved since it was last counted says its last figures again. So
nobody can take one report from another and find a child. What that keeps and what it cannot:
docs/decisions/figures.md. The attack: tests/reports/test_attack.py. Money, minutes and means:
reports/amounts.py. Names in free words: reports/naming.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

SMALL = 7  # children; up to here one symbol stands for all
STEP = 5
FEW_MOVED = 5  # with fewer the last edition's figures are said again
SYMBOL = "0–7"
HIDDEN = "not shown"
# A whole and its parts together leave at least so many counts open for each part.
ROOM = 3


@dataclass(frozen=True)
class Shown:
    """A figure that may leave: a multiple of 5 from 10 on, or None for the symbol.

    is_hidden: it may be any number; it would have given others away.
    """

    value: int | None
    is_hidden: bool = False

    def __str__(self) -> str:
        if self.is_hidden:
            return HIDDEN
        return SYMBOL if self.value is None else str(self.value)


@dataclass(frozen=True)
class Raw:
    """A table of counts of children as counted, row by row. It never leaves the school.

    `rows`: (words, the counts in the order of `columns`). Columns of one table count the same kind
    of thing. `of`: the words of the row that is the whole, for shares; "" where there is none.
    `adds`: each child of the whole is in exactly one of the other rows, so that they add up to it.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    of: str = ""
    adds: bool = False

    def column(self, place: int) -> tuple[int | None, tuple[int, ...]]:
        """(the whole, None where there is none; its parts) of one column."""
        whole = [counts[place] for words, counts in self.rows if words == self.of]
        parts = tuple(counts[place] for words, counts in self.rows if words != self.of)
        return (whole[0] if whole else None), parts


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
    """

    counted_on: date
    tables: tuple[Table, ...]
    is_repeated: bool = False

    def day_of(self, table: Table) -> date:
        return table.counted_on or self.counted_on

    def repeats(self, table: Table) -> bool:
        """Whether this table says figures of an earlier day than the edition's others."""
        return self.is_repeated or self.day_of(table) != self.counted_on


def shown(count: int) -> Shown:
    """Half-way figures go up: 12.5 is no count, so there are none."""
    if count <= SMALL:
        return Shown(None)
    return Shown((count + STEP // 2) // STEP * STEP)


def bounds(figure: Shown) -> tuple[int, int]:
    """The least and the greatest count that are published as this figure."""
    if figure.value is None:
        return 0, SMALL
    return max(figure.value - STEP // 2, SMALL + 1), figure.value + STEP // 2


def share(part: Shown, whole: Shown) -> int | None:
    """Per cent from two figures that may leave; None where either is the symbol."""
    if part.value is None or whole.value is None:
        return None
    return min(100, round(100 * part.value / whole.value))


def protect(raw: Raw) -> Table:
    """One table by itself. Several tables of the same children leave together: `edition`."""
    return _together((raw,))[0]


def edition(
    on: date, raw: tuple[Raw, ...], last: Edition | None, moved: int | Mapping[str, int]
) -> Edition:
    """`moved`: children who joined, left, or changed in anything counted since the last edition;
    or the same for each table by its key, since the day of that table. A table that is not named
    counts as one where nobody moved.

    Of the last edition counted, not of the last that repeated it: changes add up over terms.
    """
    fresh = _together(raw)
    if last is None:
        return Edition(on, fresh)
    before = {table.key: replace(table, counted_on=last.day_of(table)) for table in last.tables}
    if isinstance(moved, int):
        moved = dict.fromkeys(before, moved)
    still = {key: table for key, table in before.items() if moved.get(key, 0) < FEW_MOVED}
    if all(table.key in still for table in fresh):
        return Edition(last.counted_on, last.tables, is_repeated=True)
    return Edition(on, tuple(still.get(table.key, table) for table in fresh))


def _together(tables: tuple[Raw, ...]) -> tuple[Table, ...]:
    """A whole that stands in several tables is said alike in all of them."""
    wholes, tight = _wholes(tables)
    return tuple(_protected(raw, wholes, tight) for raw in tables)


def _wholes(tables: Iterable[Raw]) -> tuple[dict, set]:
    """{(words of the whole, column): its figure}, and which (table, column) keep their parts back:
    those of two tables would together have pinned the whole down.
    """
    limits: dict[tuple, tuple[int, int]] = {}
    counts: dict[tuple, int] = {}
    tight = set()
    for raw in tables:
        for place, column in enumerate(raw.columns):
            whole, parts = raw.column(place)
            if whole is None:
                continue
            key = (raw.of, column, whole)
            counts[key] = whole
            if not raw.adds or len(parts) < 2:
                continue
            found = _narrowed(limits.get(key), sum_of(map(shown, parts)))
            if key in limits and _length(found) < ROOM:
                tight.add((raw.key, column))
            else:
                limits[key] = found
    return {key: whole_of(count, limits.get(key)) for key, count in counts.items()}, tight


def sum_of(parts: Iterable[Shown]) -> tuple[int, int]:
    """Between which counts the sum of figures lies that have left."""
    ends = [bounds(part) for part in parts]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def whole_of(count: int, limits: tuple[int, int] | None) -> Shown:
    """The nearest 5; the next one up or down where, beside its parts, that would tell too much.

    limits: between which counts the parts say it lies. Four parts of 8 are each said as 10, and
    their whole of 32 as 35: said as 30 it could be nothing but 4 × 8.
    """
    nearest = shown(count)
    if nearest.value is None or limits is None:
        return nearest
    around = (nearest.value + step for step in (0, STEP, -STEP))
    choices = [Shown(value) for value in around if value > SMALL]
    return max(choices, key=lambda each: min(_length(_narrowed(limits, bounds(each))), ROOM))


def _narrowed(one: tuple[int, int] | None, other: tuple[int, int]) -> tuple[int, int]:
    return other if one is None else (max(one[0], other[0]), min(one[1], other[1]))


def _length(ends: tuple[int, int]) -> int:
    return max(ends[1] - ends[0] + 1, 0)


def _protected(raw: Raw, wholes: dict, tight: set) -> Table:
    def figure(words: str, column: str, count: int) -> Shown:
        if words == raw.of:
            return wholes[raw.of, column, count]
        return Shown(None, is_hidden=True) if (raw.key, column) in tight else shown(count)

    rows = tuple(
        (words, tuple(map(figure, [words] * len(counts), raw.columns, counts)))
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
