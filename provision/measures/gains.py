"""What was gained, and how sure one can be. Pure.

Ages: months of reading age gained in a month of time; a child who keeps up gains 1. Standardised
and scaled scores are counted against others of that age: a child who keeps up gains 0 points.
Marks have no such measure: only the points.

For a group the mean and its 95 % interval from Student's t. Below FEWEST children nothing is
claimed; a gain counts as more (or less) than expected only where the whole interval lies there.
Children chosen for a low score tend to score nearer the middle the next time, helped or not: the
page says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

from pupils.scores.kinds import ScoreKind

FEWEST = 5
MONTH = 365.25 / 12  # days
SHORTEST = 14  # days between the two tests: nearer ones measure chance
# Two-sided 95 % of Student's t for 1, 2, … 30 degrees of freedom; above them the normal 1.96
# (tables of any book of statistics).
T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
EXPECTED = {ScoreKind.AGE: 1.0, ScoreKind.STANDARDISED: 0.0, ScoreKind.SCALED: 0.0}
COUNTED = (ScoreKind.AGE, ScoreKind.STANDARDISED, ScoreKind.SCALED, ScoreKind.RAW)


@dataclass(frozen=True)
class Gain:
    """points: exit − entry in the test's own unit (months for an age); a_month: of them in a month
    of time, None where the tests lie too near to each other.
    """

    kind: str
    points: float
    days: int

    @property
    def a_month(self) -> float | None:
        return self.points / (self.days / MONTH) if self.days >= SHORTEST else None


@dataclass(frozen=True)
class Group:
    """Of so many children: the mean gain in a month and the 95 % interval around it."""

    kind: str
    children: int
    a_month: float | None
    low: float | None
    high: float | None

    @property
    def is_enough(self) -> bool:
        return self.children >= FEWEST and self.low is not None

    @property
    def verdict(self) -> str:
        """ "more", "less", "as expected or not to tell", "too few"; "plain" for marks."""
        if not self.is_enough:
            return "too few"
        expected = EXPECTED.get(self.kind)
        if expected is None:
            return "plain"
        if self.low > expected:
            return "more"
        return "less" if self.high < expected else "open"


def gain(kind: str, entry: int, exit: int, days: int) -> Gain:
    """entry, exit: tenths, as scores are kept."""
    return Gain(kind, (exit - entry) / 10, days)


def of_group(kind: str, gains: Sequence[Gain]) -> Group:
    """The mean of those whose tests lie far enough apart; an interval from two children on."""
    rates = [each.a_month for each in gains if each.a_month is not None]
    if len(rates) < 2:
        return Group(kind, len(rates), mean(rates) if rates else None, None, None)
    middle = mean(rates)
    around = t95(len(rates) - 1) * stdev(rates) / sqrt(len(rates))
    return Group(kind, len(rates), middle, middle - around, middle + around)


def t95(freedom: int) -> float:
    return T95[freedom - 1] if freedom <= len(T95) else 1.96
