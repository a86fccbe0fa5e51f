"""A table with the children in it: what is counted, compared and looked behind. Pure.

Every table of figures is made from one of these, so that the count, who moved between two days and
the names behind a row can never say different things.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from reports import disclosure
from reports.disclosure import Edition, Raw

# Where a child stands: (words of the row, place of the column)
Cell = tuple[str, int]
WHOLE = "whole: "  # before the name of one, where cells are kept


@dataclass(frozen=True)
class Sheet:
    """cells: pupil number → where the child is counted. Rows stand in the order of `rows`.

    tracked: the same without what everybody knows anyway (a year group goes up each September, a
    child is on roll, a stage has a new name): by it the movers are told. A move that is no secret
    hides nobody. None: all. gates: groups of words in it: see `moved_in`. names, sums,
    within, covers, changes: of reports.disclosure.Raw.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    of: str = ""
    adds: bool = False
    cells: Mapping[int, frozenset[Cell]] = field(default_factory=dict)
    tracked: Mapping[int, frozenset[Cell]] | None = None
    gates: tuple[tuple[str, ...], ...] | None = None
    names: Mapping[Cell, str] = field(default_factory=dict)
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    within: tuple[str, ...] = ()
    covers: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()

    @property
    def followed(self) -> Mapping[int, frozenset[Cell]]:
        return self.cells if self.tracked is None else self.tracked

    def moved(self, one: Mapping, other: Mapping) -> int:
        """Children who moved from the one to the other, of tracked cells."""
        return moved_in(one, other, ((self.of,),) if self.gates is None else self.gates)

    def raw(self) -> Raw:
        counts = {words: [0] * len(self.columns) for words in self.rows}
        for held in self.cells.values():
            for words, column in held:
                counts[words][column] += 1
        rows = tuple((words, tuple(counts[words])) for words in self.rows)
        return Raw(self.key, self.title, self.columns, rows, self.of, self.adds, self.names,
                   self.sums, self.within, self.covers, self.changes)  # fmt: skip

    @cached_property
    def wholes(self) -> dict[str, set[int]]:
        """Name → numbers of its children, of each figure that other tables may say too."""
        head = Raw(self.key, self.title, self.columns, (), self.of, names=self.names)
        places = range(len(self.columns))
        cells = ((words, place) for words in self.rows for place in places)
        named = {cell: name for cell in cells if (name := head.name(*cell))}
        found: dict[str, set[int]] = {name: set() for name in named.values()}
        for child, held in self.cells.items():
            for cell in held & named.keys():
                found[named[cell]].add(child)
        return found

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
        return self._kept

    @cached_property
    def _kept(self) -> dict[str, list[list]]:
        return {
            str(child): sorted([words, place] for words, place in held)
            for child, held in sorted(self.followed.items())
            if held
        }


def kept(sheets: Iterable[Sheet]) -> dict[str, dict]:
    """{table: {pupil number: cells}}, and the same for the children of each whole, by its name
    after WHOLE. JSON. It names children: it never leaves the school.
    """
    tables = list(sheets)
    wholes = {name: who for sheet in tables for name, who in sheet.wholes.items()}
    return {sheet.key: sheet.kept() for sheet in tables} | {
        WHOLE + name: {str(child): [] for child in sorted(who)} for name, who in wholes.items()
    }


def moves(before: Mapping[str, dict], sheets: Iterable[Sheet]) -> dict[str, int]:
    """For each table how many children moved in it since `before` (of `kept`).

    For disclosure.edition, which wants it since the day on which each table was counted last. It
    sees what was put right afterwards, and what has no history.
    """
    return {
        sheet.key: sheet.moved(before[sheet.key], sheet.kept())
        for sheet in sheets
        if sheet.key in before
    }


def unmoved(before: Mapping[str, dict], sheets: Iterable[Sheet]) -> set[str]:
    """Names of the wholes that are the same children as in `before` (of `kept`)."""
    wholes = {name: who for sheet in sheets for name, who in sheet.wholes.items()}
    return {
        name
        for name, who in wholes.items()
        if WHOLE + name in before and before[WHOLE + name].keys() == set(map(str, who))
    }


def next_edition(
    day: date, sheets: Iterable[Sheet], last: Edition | None, before: Mapping[str, dict]
) -> tuple[Edition, dict[str, dict]]:
    """The edition after the last, and what the school keeps with it: of each table and each whole
    who stood where when it was counted last. before: what it kept with the last one.
    """
    tables = tuple(sheets)
    raw = tuple(each.raw() for each in tables)
    moved, same = moves(before, tables), unmoved(before, tables)
    made = disclosure.edition(day, raw, last, moved, same)
    return made, {**before, **kept(each for each in tables if each.key in made.counted)}


def moved_in(one: Mapping, other: Mapping, gates: Iterable[Iterable[str]]) -> int:
    """Children who stand elsewhere, came or went. Where some of them came into the words of a gate
    or went out of them (the whole of a table, and what other tables say too), those alone: others
    who only changed their row would not hide them there.
    """
    through = [len(movers(_only(one, gate), _only(other, gate))) for gate in gates]
    return min([len(movers(one, other)), *filter(None, through)])


def _only(cells: Mapping, gate: Iterable[str]) -> dict:
    return {child: [cell for cell in held if cell[0] in gate] for child, held in cells.items()}


def movers(one: Mapping, other: Mapping) -> set:
    """Numbers of the children who stand elsewhere in the one than in the other; in no row at all
    is the same as not there.
    """
    return {child for child in {*one, *other} if _at(one, child) != _at(other, child)}


def _at(cells: Mapping, child) -> frozenset:
    return frozenset(map(tuple, cells.get(child, ())))
