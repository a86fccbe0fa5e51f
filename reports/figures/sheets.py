"""A table with the children in it: what is counted, compared and looked behind. Pure.

Every table of figures is made from one of these, so that the count, who moved between two days and
the names behind a row can never say different things.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.disclosure import Raw

# Where a child stands: (words of the row, place of the column)
Cell = tuple[str, int]


@dataclass(frozen=True)
class Sheet:
    """cells: pupil number → where the child is counted. Rows stand in the order of `rows`.

    tracked: the same without what everybody knows anyway (a year group goes up each September, a
    child is on roll): by it the movers are told. A move that is no secret hides nobody. None: all.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    of: str = ""
    adds: bool = False
    cells: Mapping[int, frozenset[Cell]] = field(default_factory=dict)
    tracked: Mapping[int, frozenset[Cell]] | None = None

    @property
    def followed(self) -> Mapping[int, frozenset[Cell]]:
        return self.cells if self.tracked is None else self.tracked

    def raw(self) -> Raw:
        counts = {words: [0] * len(self.columns) for words in self.rows}
        for held in self.cells.values():
            for words, column in held:
                counts[words][column] += 1
        rows = tuple((words, tuple(counts[words])) for words in self.rows)
        return Raw(self.key, self.title, self.columns, rows, self.of, self.adds)

    def behind(self, row: str, column: str = "") -> set[int]:
        """Numbers of the children of that row, or of one column of it; none for other words."""
        places = {number for number, words in enumerate(self.columns) if column in ("", words)}
        return {
            child
            for child, held in self.cells.items()
            if any(words == row and place in places for words, place in held)
        }

    def kept(self) -> dict[str, list[list]]:
        """{pupil number: its cells} as JSON holds it, to be kept with an edition in the school."""
        return {
            str(child): sorted([words, place] for words, place in held)
            for child, held in sorted(self.followed.items())
            if held
        }


def kept(sheets: Iterable[Sheet]) -> dict[str, dict]:
    """{table: {pupil number: cells}}; JSON. It names children: it never leaves the school."""
    return {sheet.key: sheet.kept() for sheet in sheets}


def moves(before: Mapping[str, dict], sheets: Iterable[Sheet]) -> dict[str, int]:
    """For each table how many children stand elsewhere than in `before` (of `kept`), came or went.

    For disclosure.edition, which wants it since the day on which each table was counted last. It
    sees what was put right afterwards, and what has no history.
    """
    return {
        sheet.key: len(movers(before.get(sheet.key, {}), sheet.kept()))
        for sheet in sheets
        if sheet.key in before
    }


def movers(one: Mapping, other: Mapping) -> set:
    """Numbers of the children who stand elsewhere in the one than in the other; in no row at all
    is the same as not there.
    """
    return {child for child in {*one, *other} if _at(one, child) != _at(other, child)}


def _at(cells: Mapping, child) -> frozenset:
    return frozenset(map(tuple, cells.get(child, ())))
