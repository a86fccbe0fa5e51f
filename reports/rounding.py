"""What a count of children becomes on its way out, and the table of counts it stands in. Pure.

For reports.disclosure, which is the door. Nobody else takes a figure from here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SMALL = 7  # children; up to here one symbol stands for all
STEP = 5
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
    `within`: rows of children of the whole, who may stand in several of them; `covers`: and in one
    at least. `changes`: each (name, row of those who came, row of those who went): by so much the
    figure of that name is another than when it was counted last. The first is the whole of the
    others.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    of: str = ""
    adds: bool = False
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    within: tuple[str, ...] = ()
    covers: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()

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


def added(parts: Iterable[Ends]) -> Ends:
    ends = list(parts)
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def narrowed(one: Ends | None, other: Ends) -> Ends:
    return other if one is None else (max(one[0], other[0]), min(one[1], other[1]))


def length(ends: Ends) -> int:
    return max(ends[1] - ends[0] + 1, 0)
