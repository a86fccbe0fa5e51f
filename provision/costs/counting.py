"""What help costs, in whole pence. Pure: asks the database nothing.

Rounding, the same everywhere: the time of one adult in one session is rounded to the nearest
penny, half a penny up; whatever is then shared among pupils is shared by largest remainder, so
that the shares add up to the penny. Totals are sums of these pence and are never rounded again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

HOUR = 60
WHOLE = 10_000  # on-costs are in hundredths of a percent


@dataclass(frozen=True)
class Rate:
    """An hour costs `pence` from a day on, and `on_costs` hundredths of a percent on top."""

    from_on: date
    pence: int
    on_costs: int = 0


@dataclass(frozen=True)
class Fee:
    """A charge per session or hour, from a day until a day."""

    pence: int
    per: str
    from_on: date
    until_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Given:
    """One session that took place, or is to: how long the adults were busy, and who had what.

    rates: of each adult, None where no rate is known. minutes_of: pupil number → minutes, in the
    order in which a spare penny is given.
    """

    intervention: int
    on: date
    minutes: int
    rates: tuple[Rate | None, ...]
    minutes_of: tuple[tuple[int, int], ...]
    fees: tuple[Fee, ...] = ()


@dataclass
class Sum:
    """Pence by intervention, by pupil and by both; `unshared` is what no pupil had."""

    total: int = 0
    by_intervention: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    by_pupil: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    by_both: dict[tuple[int | None, int], int] = field(default_factory=lambda: defaultdict(int))
    unshared: int = 0
    without_rate: int = 0  # minutes of adults that no rate is known for

    def add(self, intervention: int | None, pence: int, shares: dict[int, int]) -> None:
        self.total += pence
        if intervention is not None:
            self.by_intervention[intervention] += pence
        for pupil, part in shares.items():
            self.by_pupil[pupil] += part
            self.by_both[intervention, pupil] += part
        self.unshared += pence - sum(shares.values())


def half_up(top: int, bottom: int) -> int:
    """top ÷ bottom, whole, half up. Both are not negative."""
    return (2 * top + bottom) // (2 * bottom)


def of_time(rate: Rate, minutes: int) -> int:
    """Pence for so many minutes of one adult, on-costs included."""
    return half_up(rate.pence * (WHOLE + rate.on_costs) * minutes, WHOLE * HOUR)


def of_fee(fee: Fee, minutes: int) -> int:
    return fee.pence if fee.per == "session" else half_up(fee.pence * minutes, HOUR)


def rate_on(rates: Iterable[Rate], day: date) -> Rate | None:
    """The newest that holds on that day."""
    held = [rate for rate in rates if rate.from_on <= day]
    return max(held, key=lambda rate: rate.from_on, default=None)


def shares(pence: int, weights: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Pence among them in proportion to their weights, to the penny (largest remainder).

    Of equal remainders the first in order gets the spare penny. Nobody, or only weights of
    nothing: an empty answer.
    """
    weights = [(key, weight) for key, weight in weights if weight > 0]
    whole = sum(weight for _, weight in weights)
    if not whole:
        return {}
    parts = {key: pence * weight // whole for key, weight in weights}
    spare = pence - sum(parts.values())
    rest = sorted(weights, key=lambda each: -(pence * each[1] % whole))
    for key, _ in rest[:spare]:
        parts[key] += 1
    return parts


def cost_of(given: Given) -> int:
    """Pence of one session: every adult's time, and what is charged for it."""
    staff = sum(of_time(rate, given.minutes) for rate in given.rates if rate is not None)
    fees = sum(of_fee(fee, given.minutes) for fee in given.fees if fee.holds(given.on))
    return staff + fees


def add_up(sessions: Iterable[Given], into: Sum | None = None) -> Sum:
    """All of them, shared among the pupils by the minutes each had."""
    found = into or Sum()
    for given in sessions:
        pence = cost_of(given)
        found.add(given.intervention, pence, shares(pence, given.minutes_of))
        found.without_rate += given.minutes * sum(rate is None for rate in given.rates)
    return found


def part_of_days(pence: int, first: date, last: date, start: date, end: date) -> int:
    """The part of an amount for first…last that falls into start…end, by days, half up.

    All days are included. Cumulative, so that the parts of following periods add up to it.
    """
    days = (last - first).days + 1

    def until(day: date) -> int:
        passed = min(max((day - first).days + 1, 0), days)
        return half_up(pence * passed, days)

    before = date.fromordinal(start.toordinal() - 1)
    return max(until(end) - until(before), 0)


def in_pounds(pence: int) -> str:
    """£1,234.56; a minus where money is missing."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def round_pounds(pence: int) -> str:
    """£6,000 where it is whole pounds."""
    return in_pounds(pence).removesuffix(".00")
