"""The only door through which figures leave for people without case access (security §3).

A figure of 0–7 children is one symbol, every other is rounded to the nearest 5, and a share is
worked out from the rounded figures. Tables are fixed; one edition a term is frozen. Where fewer
than five children moved since the last edition, its figures are said again. So nobody can take
one report from another and find a child. The attack: tests/reports/test_attack.py.
"""

from dataclasses import dataclass
from datetime import date

SMALL = 7  # children; up to here one symbol stands for all
STEP = 5
FEW_MOVED = 5  # with fewer the last edition's figures are said again
SYMBOL = "0–7"


@dataclass(frozen=True)
class Shown:
    """A figure that may leave: a multiple of 5 from 10 on, or None for the symbol."""

    value: int | None

    def __str__(self) -> str:
        return SYMBOL if self.value is None else str(self.value)


@dataclass(frozen=True)
class Raw:
    """A table of counts of children as counted, row by row. It never leaves the school.

    `rows`: (words, the counts in the order of `columns`). Columns of one table count the same kind
    of thing. `of`: the words of the row that is the whole, for shares; "" where there is none.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    of: str = ""


@dataclass(frozen=True)
class Table:
    """The same table as it may leave."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]
    of: str = ""


@dataclass(frozen=True)
class Edition:
    """What the board reads of one term. `counted_on`: the day its figures are of, which is an
    earlier edition's day where `is_repeated`.
    """

    counted_on: date
    tables: tuple[Table, ...]
    is_repeated: bool = False


def shown(count: int) -> Shown:
    """Half-way figures go up: 12.5 is no count, so there are none."""
    if count <= SMALL:
        return Shown(None)
    return Shown((count + STEP // 2) // STEP * STEP)


def share(part: Shown, whole: Shown) -> int | None:
    """Per cent from two figures that may leave; None where either is the symbol."""
    if part.value is None or whole.value is None:
        return None
    return min(100, round(100 * part.value / whole.value))


def protect(raw: Raw) -> Table:
    rows = tuple((words, tuple(shown(count) for count in counts)) for words, counts in raw.rows)
    return Table(raw.key, raw.title, raw.columns, rows, raw.of)


def edition(on: date, raw: tuple[Raw, ...], last: Edition | None, moved: int) -> Edition:
    """`moved`: children who joined, left, or changed in anything counted since the last edition.

    Of the last edition counted, not of the last that repeated it: changes add up over terms.
    """
    if last is not None and moved < FEW_MOVED:
        return Edition(last.counted_on, last.tables, is_repeated=True)
    return Edition(on, tuple(protect(table) for table in raw))
