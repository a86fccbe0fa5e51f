"""Money, minutes and means as they may leave: the same door as for counts (security §3).

A sum or mean over fewer than eight children, or of which one child alone makes up more than half,
is not shown: it would be that child's figure. Nor does a table say which of the two it was. Money
goes to the nearest £100, time to the nearest 5 hours, a mean to the nearest half. Of two terms one
amount less the other is an amount too: `may_be_counted`. What is about no child (a budget, the
training of staff) is no secret and does not come through here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.disclosure import FEW_MOVED, HIDDEN, SMALL, Shown, shown

FEWEST = SMALL + 1  # children
POUNDS_STEP, HOURS_STEP, TENTHS_STEP = 100, 5, 5


class Unit(StrEnum):
    PENCE = "pence"
    MINUTES = "minutes"
    TENTHS = "tenths"  # of whatever a mean is taken


# pupil number → what falls to that child, in the unit of the table
Parts = Mapping[int, int]


@dataclass(frozen=True)
class RawAmounts:
    """Amounts as counted, child by child. They never leave the school.

    `rows`: (words, the parts of each child that has any). Of TENTHS the mean is shown, of the
    others the sum. `of`: the words of the row that the others add up to; "" where there is none.
    """

    key: str
    title: str
    unit: Unit
    rows: tuple[tuple[str, Parts], ...]
    of: str = ""

    def kept(self) -> dict[str, list[list]]:
        """{pupil number: [[row, amount], …]}: JSON, kept in the school like the cells of counts."""
        found: dict[str, list[list]] = {}
        for words, parts in self.rows:
            for child, part in parts.items():
                found.setdefault(str(child), []).append([words, part])
        return found


@dataclass(frozen=True)
class Amount:
    """value: whole pounds, whole hours, or tenths; None where it may not leave. children: over how
    many, which is not said either where the amount is not.
    """

    value: int | None
    unit: Unit
    children: Shown

    def __str__(self) -> str:
        if self.value is None:
            return HIDDEN
        if self.unit == Unit.PENCE:
            return f"£{self.value:,}"
        if self.unit == Unit.MINUTES:
            return f"{self.value:,} hours"
        sign = "−" if self.value < 0 else ""
        return f"{sign}{abs(self.value) // 10}.{abs(self.value) % 10}"


@dataclass(frozen=True)
class Amounts:
    """The same table as it may leave."""

    key: str
    title: str
    unit: Unit
    rows: tuple[tuple[str, Amount], ...]


STEPS = {Unit.PENCE: (POUNDS_STEP * 100, 100), Unit.MINUTES: (HOURS_STEP * 60, 60)}


def protect(raw: RawAmounts) -> Amounts:
    kept_back = _kept_back(raw)
    rows = tuple(
        (words, _nothing(raw.unit) if words in kept_back else amount(raw.unit, parts.values()))
        for words, parts in raw.rows
    )
    return Amounts(raw.key, raw.title, raw.unit, rows)


def amount(unit: Unit, parts: Iterable[int]) -> Amount:
    """The mean of TENTHS to the nearest half, the sum of others to the nearest step."""
    rows = [part for part in parts if part > 0 or unit == Unit.TENTHS]
    if not _is_of_many(rows):
        return _nothing(unit)
    children = shown(len(rows))
    if unit == Unit.TENTHS:
        return Amount(_nearest(sum(rows), TENTHS_STEP * len(rows)) * TENTHS_STEP, unit, children)
    step, whole = STEPS[unit]
    return Amount(_nearest(sum(rows), step) * (step // whole), unit, children)


def _nothing(unit: Unit) -> Amount:
    """It says nothing of why: “too few” or “one child has most of it” would tell of that child."""
    return Amount(None, unit, Shown(None, is_hidden=True))


def _is_of_many(rows: list[int]) -> bool:
    """Whether an amount is over enough children, and no one child's in the main."""
    sizes = [abs(part) for part in rows]  # a child may have lost months
    return len(rows) >= FEWEST and 2 * max(sizes) <= sum(sizes)


def _nearest(top: int, step: int) -> int:
    """How many whole steps, halves up."""
    return (2 * top + step) // (2 * step)


def _kept_back(raw: RawAmounts) -> set[str]:
    """Rows that may leave and do not, the least first: else the whole less the rows that are said
    would be the amount of fewer than eight children.
    """
    rows = dict(raw.rows)
    if not _may_leave(raw.unit, rows.get(raw.of, {})):
        return set()
    said = {words for words in rows if _may_leave(raw.unit, rows[words])} - {raw.of}
    least_first = sorted(said, key=lambda words: sum(rows[words].values()))
    rest: Counter[int] = Counter()
    for words in rows.keys() - said - {raw.of}:
        rest.update(rows[words])
    found: set[str] = set()
    while rest and least_first and not _may_leave(raw.unit, rest):
        words = least_first.pop(0)
        found.add(words)
        rest.update(rows[words])
    return found


def _may_leave(unit: Unit, parts: Parts) -> bool:
    return amount(unit, parts.values()).value is not None


def may_be_counted(raw: RawAmounts, before: Mapping[str, list[list]]) -> bool:
    """Whether newer amounts may stand beside those of `before` (of `kept`): else they are said
    again. In each row that could be read then or now five children have another amount, or nobody;
    none of them has more than half of what changed; and nobody came or went, or five did.
    """
    then: dict[str, dict[int, int]] = {}
    for child, rows in before.items():
        for words, part in rows:
            then.setdefault(words, {})[int(child)] = part
    now = dict(raw.rows)
    return all(
        _hides_who_moved(then.get(words, {}), now.get(words, {}))
        for words in {*then, *now}
        if _may_leave(raw.unit, then.get(words, {})) or _may_leave(raw.unit, now.get(words, {}))
    )


def _hides_who_moved(then: Parts, now: Parts) -> bool:
    by = [abs(now.get(child, 0) - then.get(child, 0)) for child in {*then, *now}]
    changed = [each for each in by if each]
    came_or_went = len(then.keys() ^ now.keys())
    if 0 < came_or_went < FEW_MOVED:
        return False
    return not changed or (len(changed) >= FEW_MOVED and 2 * max(changed) <= sum(changed))
