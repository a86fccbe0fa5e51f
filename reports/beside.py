"""Figures that are said beside each other, and what their sums leave open. Pure.

A relation says how rows lie in their whole, and so between which counts they leave it. A whole is
said so that enough counts stay open (`whole_of`); where no figure does that, the rows are kept
back. Why that is enough: docs/decisions/figures.md. For reports.disclosure, which is the door.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from reports.rounding import (
    ROOM,
    ROOM_BESIDE,
    SMALL,
    STEP,
    Ends,
    Raw,
    Shown,
    Whole,
    added,
    bounds,
    length,
    narrowed,
    shown,
)

MANY = 1_000_000  # children: more than any school has
Said = Mapping[str, Whole]
# (key of the table, place of the column)
Column = tuple[str, int]


class Kind(IntEnum):
    """In the order in which they are looked at: what is kept back is of the later ones."""

    ADDS = 0  # each child of the whole is in exactly one of the rows
    COVERS = 1  # in one at least
    WITHIN = 2  # and who is in none


@dataclass(frozen=True)
class Relation:
    """A whole and its rows, in one column of one table. parts: names, or keys of figures that have
    none.
    """

    kind: Kind
    whole: str
    parts: tuple[str, ...]
    column: Column

    def limits(self, ends: Iterable[Ends]) -> Ends:
        """Between which counts the whole is, where the parts are between these."""
        each = list(ends)
        low, high = added(each)
        if self.kind != Kind.ADDS:
            low = max(one for one, _ in each)
        return low, MANY if self.kind == Kind.WITHIN else high


def relations(raw: Raw) -> list[Relation]:
    """Of one row alone the whole is that row: it has no parts to give away."""

    def of(kind: Kind, whole: str, rows: Iterable[str], place: int) -> Relation:
        parts = tuple(key_of(raw, words, place) for words in rows)
        return Relation(kind, whole, parts, (raw.key, place))

    found = [of(Kind.ADDS, name, rows, 0) for name, rows in raw.sums]
    parts = [words for words, _ in raw.rows if words != raw.of]
    for place in range(len(raw.columns)):
        whole = raw.name(raw.of, place)
        if raw.adds and len(parts) > 1:
            found.append(of(Kind.ADDS, whole, parts, place))
        if raw.within:
            kind = Kind.COVERS if raw.covers else Kind.WITHIN
            found.append(of(kind, whole, raw.within, place))
    return found


def key_of(raw: Raw, words: str, place: int) -> str:
    """The name of a figure, or what no name can be."""
    return raw.name(words, place) or f"{raw.key}\n{place}\n{words}"


def counts_of(tables: Iterable[Raw]) -> dict[str, int]:
    """Key → count."""
    return {
        key_of(raw, words, place): count
        for raw in tables
        for words, counts in raw.rows
        for place, count in enumerate(counts)
    }


def without_cycles(each: Relation, others: Iterable[Relation]) -> Relation:
    """Rows that add up to another whole are told of by it: who adds “watched” to the children with
    support, knows more than who adds it to each kind of support.
    """
    for other in others:
        is_part = other.kind == each.kind == Kind.ADDS and set(other.parts) < set(each.parts)
        if is_part and other.whole != each.whole:
            rest = tuple(key for key in each.parts if key not in other.parts)
            return without_cycles(replace(each, parts=(*rest, other.whole)), others)
    return each


def said_together(
    tables: tuple[Raw, ...], said: Said, every: tuple[Raw, ...]
) -> tuple[dict[str, Whole], set[Column]]:
    """What is said of each name, and which columns keep their rows back: they would leave too few
    counts open. said: as before; every: the tables that are not counted anew as well.
    """
    counts, all_ = counts_of(tables), [each for raw in every or tables for each in relations(raw)]
    names = {key for raw in tables for key in counts_of([raw]) if "\n" not in key}
    # What rows add up to, also where none of these tables says it again.
    names |= {name for raw in tables for name, _ in raw.sums if name in said}
    links = [each for each in all_ if not any("\n" in key for key in each.parts)]
    links = [each for each in links if each.kind == Kind.ADDS]
    known = [each for each in all_ if each.whole in names or each.whole in said]
    sums = [without_cycles(each, known) for raw in tables for each in relations(raw)]
    sums.sort(key=lambda each: each.kind)
    found = {name: whole for name, whole in said.items() if name in names or _is_in(links, name)}
    tight: set[Column] = set()
    for name in sorted(names, key=lambda name: (_depth(name, sums), name)):
        mine = [each for each in sums if each.whole == name]
        found[name] = _one(name, counts, mine, links, found, tight)
        rows = [each for each in mine if name not in said and each not in links]
        tight |= {each.column for each in rows if _narrows_a_part(each, counts, found, said)}
    return found, tight


def _depth(name: str, sums: list[Relation]) -> int:
    """Wholes come after those that they are made of: more may be known of such than a figure."""
    parts = {key for each in sums if each.whole == name for key in each.parts}
    return 1 + max((_depth(key, sums) for key in parts), default=0)


def _one(
    name: str, counts: Mapping[str, int], mine: list[Relation], links, found, tight: set[Column]
) -> Whole:
    before = found.get(name)
    ends = _implied(name, links, found) if before is None else before.ends
    for each in mine:
        if each in links and before is None:
            continue  # that is what was implied
        beside = narrowed(ends, each.limits(_ends(key, counts, found) for key in each.parts))
        if _leaves_room(beside, ends, is_said=before is not None):
            ends = beside
        else:
            tight.add(each.column)
    if before is not None:
        return Whole(before.figure, *ends)
    return _said(counts[name], ends)


def _leaves_room(beside: Ends, ends: Ends | None, *, is_said: bool) -> bool:
    """Whether rows that narrow a whole to `beside` may be said. One that was said before is not
    narrowed again: each term would leave fewer counts for it, and for all that it is a part of.
    """
    if is_said:
        return beside == ends
    return ends is None or length(beside) >= ROOM


def _narrows_a_part(each: Relation, counts: Mapping[str, int], found: Said, said: Said) -> bool:
    """Whether a new whole, less its other rows, tells more of a part that was said before."""
    if each.kind != Kind.ADDS:
        return False
    whole, ends = found[each.whole], {key: _ends(key, counts, found) for key in each.parts}
    low, high = added(ends.values())
    for key in said.keys() & ends.keys():
        least, most = ends[key]
        left = (whole.low - (high - most), whole.high - (low - least))
        if narrowed(ends[key], left) != ends[key]:
            return True
    return False


def _is_in(links: list[Relation], name: str) -> bool:
    return any(name in (link.whole, *link.parts) for link in links)


def _implied(name: str, links: list[Relation], found: Said) -> Ends | None:
    """What the other wholes of a link leave for this one; None where they are not all said."""
    ends = None
    for link in links:
        names = (link.whole, *link.parts)
        if name not in names or not all(each in found for each in names if each != name):
            continue
        low, high = added(found[each].ends for each in link.parts if each != name)
        if name != link.whole:
            low, high = found[link.whole].low - high, found[link.whole].high - low
        ends = narrowed(ends, (low, high))
    return ends


def _ends(key: str, counts: Mapping[str, int], wholes: Said) -> Ends:
    return wholes[key].ends if key in wholes else bounds(shown(counts[key]))


def _said(count: int, limits: Ends | None) -> Whole:
    """The figure of a whole, and which counts it leaves open."""
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
    return max(choices, key=lambda each: min(length(narrowed(limits, bounds(each))), ROOM))


def pinned_by_moves(raw: Raw, then: Said, now: Said) -> set[str]:
    """Rows of a table of moves which, beside what was said of a whole then and now, would tell too
    much: then and who came is as much as now and who went. Of a whole that is a part of the first
    one they may tell nothing new: what it loses, the first one loses beside it.
    """
    counts, found = dict(raw.rows), set()
    for place, (name, *rows) in enumerate(raw.changes):
        moved = [bounds(shown(counts[words][0])) for words in rows]
        room = MANY if place else ROOM
        if name in then and name in now and _is_pinned(then[name], now[name], moved, room):
            found |= set(rows)
    return found


def _is_pinned(then: Whole, now: Whole, moved: list[Ends], room: int) -> bool:
    """room: so many counts are left to a whole that the moves tell more of than its figure did."""
    came, went = moved
    sides = ((then.ends, came), (now.ends, went))
    for (whole, move), across in (sides, sides[::-1]):
        low, high = added(across)
        left = narrowed(whole, (low - move[1], high - move[0]))
        if left != whole and length(left) < room:
            return True
        if length(narrowed(move, (low - whole[1], high - whole[0]))) < ROOM_BESIDE:
            return True
    return False
