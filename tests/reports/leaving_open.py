"""A reader who puts all tables of all terms together, whatever tables these are.

Every figure is a number between two ends. How rows lie in their whole stands in `Raw`; each such
relation narrows the ends, and that is done again until nothing narrows any more. Where no two
relations share more than one figure, the ends that are left are exactly the counts that are
possible: docs/decisions/figures.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.beside import MANY
from reports.disclosure import Edition, Ends, Raw, Shown, bounds

# (term in which it was counted, name or row of a table)
Figure = tuple[int, str]


@dataclass(frozen=True)
class Term:
    """raw: what was counted, of which the reader knows the shape alone; stayed: names of wholes
    that are the same children as the term before, which may be known.
    """

    made: Edition
    raw: tuple[Raw, ...]
    stayed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Relation:
    """least, most: of a child of the whole, in how many parts it is; most 0: in any number."""

    whole: Figure
    parts: tuple[Figure, ...]
    least: int
    most: int


class Reader:
    def __init__(self, terms: Sequence[Term]):
        self.ends: dict[Figure, Ends] = {}
        self.relations: list[Relation] = []
        self.moves: list[tuple[Figure, Figure, Figure, Figure]] = []
        self.of: dict[str, Figure] = {}  # whole → the figure it is now
        for number, term in enumerate(terms):
            self._read(number, term)
        while self._narrow():
            pass

    def fewest(self) -> int:
        """How many counts are possible for the figure that is known best."""
        return min(high - low + 1 for low, high in self.ends.values())

    def _read(self, number: int, term: Term) -> None:
        before = dict(self.of)
        fresh = [raw for raw in term.raw if raw.key in term.made.counted]
        tables = {table.key: dict(table.rows) for table in term.made.tables}
        for raw in fresh:
            for words, counts in raw.rows:
                for place in range(len(counts)):
                    self._see(number, term, raw, words, place, tables[raw.key][words][place])
        for raw in fresh:
            self._relate(number, raw)
            for name, came, went in raw.changes:
                if name in before:
                    rows = (self._figure(number, raw, words, 0) for words in (came, went))
                    self.moves.append((before[name], self.of[name], *rows))

    def _see(self, number, term: Term, raw: Raw, words: str, place: int, shown: Shown) -> None:
        name = raw.name(words, place)
        if name and name not in term.stayed | {n for n, of in self.of.items() if of[0] == number}:
            self.of[name] = (number, name)
        figure = self._figure(number, raw, words, place)
        if name:
            self.ends.setdefault(figure, term.made.wholes[name].ends)
        else:
            self.ends[figure] = (0, MANY) if shown.is_hidden else bounds(shown)

    def _figure(self, number: int, raw: Raw, words: str, place: int) -> Figure:
        name = raw.name(words, place)
        return self.of[name] if name else (number, f"{raw.key} {words} {place}")

    def _relate(self, number: int, raw: Raw) -> None:
        def figures(rows: Iterable[str], place: int) -> tuple[Figure, ...]:
            return tuple(self._figure(number, raw, words, place) for words in rows)

        rows = [words for words, _ in raw.rows if words != raw.of]
        for name, parts in raw.sums:
            if name in self.of:
                self.relations.append(Relation(self.of[name], figures(parts, 0), 1, 1))
        for place in range(len(raw.columns) if raw.of else 0):
            [whole] = figures([raw.of], place)
            if raw.adds:
                self.relations += [
                    Relation(whole, parts, 1, 1) for parts in self._ways(figures(rows, place))
                ]
            if raw.within:
                of = figures(raw.within, place)
                self.relations.append(Relation(whole, of, int(raw.covers), 0))

    def _ways(self, parts: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
        """Rows that add up to a whole may be told of by that whole."""
        found = [parts]
        for each in found:
            for other in self.relations:
                if other.most and set(other.parts) < set(each):
                    rest = tuple(part for part in each if part not in other.parts)
                    if (*rest, other.whole) not in found:
                        found.append((*rest, other.whole))
        return found

    def _narrow(self) -> bool:
        before = dict(self.ends)
        for each in self.relations:
            self._by(each)
        for then, now, came, went in self.moves:
            for sides in (((then, came), (now, went)), ((now, went), (then, came))):
                low, high = self._sum(sides[1])
                for mine, beside in (sides[0], sides[0][::-1]):
                    least, most = self.ends[beside]
                    self._within(mine, low - most, high - least)
        return before != self.ends

    def _sum(self, figures: Iterable[Figure]) -> Ends:
        ends = [self.ends[each] for each in figures]
        return sum(low for low, _ in ends), sum(high for _, high in ends)

    def _by(self, each: Relation) -> None:
        low, high = self._sum(each.parts)
        most = max(self.ends[part][0] for part in each.parts)
        self._within(each.whole, low if each.most else most, high if each.least else MANY)
        least, most = self.ends[each.whole]
        for part in each.parts:
            own = self.ends[part]
            self._within(part, least - (high - own[1]) if each.least else 0,
                         most - (low - own[0]) if each.most else most)  # fmt: skip

    def _within(self, figure: Figure, low: int, high: int) -> None:
        least, most = self.ends[figure]
        self.ends[figure] = (max(least, low), min(most, high))
