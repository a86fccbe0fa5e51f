"""Money, minutes and means as they may leave: the same door as for counts (security §3).

A sum or mean over fewer than eight children, or of which one child alone makes up more than half,
is not shown: it would be that child's figure. Money goes to the nearest £100, time to the nearest
5 hours, a mean to the nearest half. What is about no child (a budget, the training of staff) is no
secret and does not come through here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reports.disclosure import SMALL, Shown, shown

FEWEST = SMALL + 1  # children
POUNDS_STEP, HOURS_STEP, TENTHS_STEP = 100, 5, 5
TOO_FEW = "too few to show"


class Unit(StrEnum):
    PENCE = "pence"
    MINUTES = "minutes"
    TENTHS = "tenths"  # of whatever a mean is taken


@dataclass(frozen=True)
class RawAmounts:
    """Amounts as counted, child by child. They never leave the school.

    `rows`: (words, what falls to each child that has any, in the unit; in no order). Of TENTHS the
    mean is shown, of the others the sum.
    """

    key: str
    title: str
    unit: Unit
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Amount:
    """value: whole pounds, whole hours, or tenths; None where it may not leave. children: over how
    many.
    """

    value: int | None
    unit: Unit
    children: Shown

    def __str__(self) -> str:
        if self.value is None:
            return TOO_FEW
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


def pounds(parts: Iterable[int]) -> Amount:
    """parts: pence of each child."""
    return _sum(parts, Unit.PENCE, POUNDS_STEP * 100, 100)


def hours(parts: Iterable[int]) -> Amount:
    """parts: minutes of each child."""
    return _sum(parts, Unit.MINUTES, HOURS_STEP * 60, 60)


def mean(parts: Iterable[int]) -> Amount:
    """parts: tenths of each child, also less than nothing; to the nearest half."""
    rows = list(parts)
    children = shown(len(rows))
    if len(rows) < FEWEST:
        return Amount(None, Unit.TENTHS, children)
    middle = _nearest(sum(rows), TENTHS_STEP * len(rows)) * TENTHS_STEP
    return Amount(middle, Unit.TENTHS, children)


def _sum(parts: Iterable[int], unit: Unit, step: int, whole: int) -> Amount:
    rows = [part for part in parts if part > 0]
    children, total = shown(len(rows)), sum(rows)
    if len(rows) < FEWEST or 2 * max(rows) > total:
        return Amount(None, unit, children)
    return Amount(_nearest(total, step) * (step // whole), unit, children)


def _nearest(top: int, step: int) -> int:
    """How many whole steps, halves up."""
    return (2 * top + step) // (2 * step)


def protect(raw: RawAmounts) -> Amounts:
    by_unit = {Unit.PENCE: pounds, Unit.MINUTES: hours, Unit.TENTHS: mean}
    rows = tuple((words, by_unit[raw.unit](parts)) for words, parts in raw.rows)
    return Amounts(raw.key, raw.title, raw.unit, rows)
