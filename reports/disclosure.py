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

SMALL = 7  # children; up to here one symbol stands for all
STEP = 5
FEW_MOVED = 5  # with fewer the last edition's figures are said again
SYMBOL = "0–7"
HIDDEN = "not shown"
# A whole and its parts together leave at least so many counts open for each part.
ROOM = 3
ROOM_BESIDE = 2  # beside other tables of the same children
# The least and the greatest count that are possible
Ends = tuple[int, int]


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
    `names`: (row, place of the column) → name, of figures that other tables say of the same
    children. `sums`: (name, the rows of the first column that add up to it) beside that.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    of: str = ""
    adds: bool = False
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def name(self, words: str, place: int) -> str:
        """Of a figure that is said alike wherever it stands: a whole, and what has a name."""
        own = f"{self.of}: {self.columns[place]}" if words == self.of else ""
        return self.names.get((words, place), own)


@dataclass(frozen=True)
class Whole:
    """What is said of children whom several tables count. From low to high: the counts that stay
    open to somebody who knows this door and reads every table.
    """

    figure: Shown
    low: int
    high: int

    @property
    def ends(self) -> Ends:
        return self.low, self.high


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


def shown(count: int) -> Shown:
    """Half-way figures go up: 12.5 is no count, so there are none."""
    if count <= SMALL:
        return Shown(None)
    return Shown((count + STEP // 2) // STEP * STEP)


def bounds(figure: Shown) -> Ends:
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
    before = {table.key: replace(table, counted_on=last.day_of(table)) for table in last.tables}
    if isinstance(moved, int):
        moved = dict.fromkeys(before, moved)
    still = {key: table for key, table in before.items() if moved.get(key, 0) < FEW_MOVED}
    fresh = tuple(each for each in raw if each.key not in still)
    if not fresh:
        return Edition(last.counted_on, last.tables, is_repeated=True, wholes=last.wholes)
    said = {name: last.wholes[name] for name in unmoved if name in last.wholes}
    tables, wholes = _together(fresh, said, raw)
    new = {table.key: table for table in tables}
    rows = tuple(new.get(each.key) or still[each.key] for each in raw)
    return Edition(on, rows, wholes={**last.wholes, **wholes})


def _together(
    tables: tuple[Raw, ...], said: Mapping[str, Whole], every: tuple[Raw, ...]
) -> tuple[tuple[Table, ...], dict[str, Whole]]:
    """A whole that stands in several tables is said alike in all of them. said: as before; every:
    the tables that are not counted anew as well.
    """
    wholes, tight = _wholes(tables, said, _links(every))
    return tuple(_protected(raw, wholes, tight) for raw in tables), wholes


@dataclass(frozen=True)
class _Sum:
    """A whole and what adds up to it, in one column of one table. parts: (name or "", count)."""

    whole: str
    parts: tuple[tuple[str, int], ...]
    table: str
    place: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.parts)


def _sums(raw: Raw) -> list[_Sum]:
    """Of one row alone the whole is that row: it has no parts to give away."""
    counts = dict(raw.rows)

    def of(whole: str, rows: Iterable[str], place: int) -> _Sum:
        parts = tuple((raw.name(words, place), counts[words][place]) for words in rows)
        return _Sum(whole, parts, raw.key, place)

    found = [of(name, rows, 0) for name, rows in raw.sums]
    parts = [words for words in counts if words != raw.of]
    if raw.adds and len(parts) > 1:
        found += [of(raw.name(raw.of, place), parts, place) for place in range(len(raw.columns))]
    return found


def _named(tables: Iterable[Raw]) -> dict[str, int]:
    """Name → count, of all figures that have one."""
    return {
        name: count
        for raw in tables
        for words, counts in raw.rows
        for place, count in enumerate(counts)
        if (name := raw.name(words, place))
    }


def _links(tables: Iterable[Raw]) -> list[tuple[str, ...]]:
    """A whole and the wholes that add up to it."""
    sums = [each for raw in tables for each in _sums(raw)]
    return [(each.whole, *each.names) for each in sums if all(each.names)]


def _wholes(
    tables: tuple[Raw, ...], said: Mapping[str, Whole], links: list[tuple[str, ...]]
) -> tuple[dict[str, Whole], set[tuple[str, int]]]:
    """What is said of each name, and which (table, column) keep their parts back: they would leave
    too few counts open.

    Wholes with a part that has a name come last: of such a part more may be known than its figure.
    """
    counts, sums = _named(tables), [each for raw in tables for each in _sums(raw)]
    last = {each.whole for each in sums if any(each.names)}
    found = {name: whole for name, whole in said.items() if name in counts or _is_in(links, name)}
    tight: set[tuple[str, int]] = set()
    for name in sorted(counts, key=lambda name: (name in last, name)):
        before = found.get(name)
        ends = _implied(name, links, found) if before is None else before.ends
        for each in sums:
            if each.whole != name or (all(each.names) and before is None):
                continue
            beside = _narrowed(ends, _added(_ends(part, found) for part in each.parts))
            if _leaves_room(name, beside, ends, links, found if before else {}):
                ends = beside
            else:
                tight.add((each.table, each.place))
        found[name] = _said(counts[name], ends, before)
    return found, tight


def _is_in(links: list[tuple[str, ...]], name: str) -> bool:
    return any(name in link for link in links)


def _leaves_room(name, beside: Ends, before: Ends | None, links, found) -> bool:
    """Whether enough counts stay open for this whole, and for those it is a part of or made of."""
    if before is not None and _length(beside) < ROOM:
        return False
    trial = {**found, name: Whole(Shown(None), *beside)} if found else {}
    return all(
        _length(_narrowed(trial[each].ends, ends)) >= ROOM_BESIDE
        for each in trial
        if (ends := _implied(each, links, trial)) is not None
    )


def _implied(name: str, links: list[tuple[str, ...]], found: Mapping[str, Whole]) -> Ends | None:
    """What the other wholes of a link leave for this one; None where they are not all said."""
    ends = None
    for link in links:
        if name not in link or not all(each in found for each in link if each != name):
            continue
        whole, *parts = link
        low, high = _added(found[each].ends for each in parts if each != name)
        if name != whole:
            low, high = found[whole].low - high, found[whole].high - low
        ends = _narrowed(ends, (low, high))
    return ends


def _ends(part: tuple[str, int], wholes: Mapping[str, Whole]) -> Ends:
    name, count = part
    return wholes[name].ends if name in wholes else bounds(shown(count))


def _added(parts: Iterable[Ends]) -> Ends:
    ends = list(parts)
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def _said(count: int, limits: Ends | None, before: Whole | None) -> Whole:
    """The figure of a whole, and which counts it leaves open; as before where it was said."""
    if before is not None:
        return Whole(before.figure, *(limits or before.ends))
    figure = whole_of(count, limits)
    near = range(max(count - 2 * STEP, 0), count + 2 * STEP + 1)
    open_ = [each for each in near if _is_within(limits, each) and whole_of(each, limits) == figure]
    return Whole(figure, min(open_), max(open_))


def _is_within(limits: Ends | None, count: int) -> bool:
    return limits is None or limits[0] <= count <= limits[1]


def whole_of(count: int, limits: Ends | None) -> Shown:
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


def _narrowed(one: Ends | None, other: Ends) -> Ends:
    return other if one is None else (max(one[0], other[0]), min(one[1], other[1]))


def _length(ends: Ends) -> int:
    return max(ends[1] - ends[0] + 1, 0)


def _protected(raw: Raw, wholes: Mapping[str, Whole], tight: set) -> Table:
    def figure(words: str, place: int, count: int) -> Shown:
        if (raw.key, place) in tight and words != raw.of:
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
