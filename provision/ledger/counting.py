"""What was promised and what was given, week by week. Pure: asks the database nothing.

A promise is spread over the days the school is open (a week is five of them), cumulatively in
whole minutes: the weeks of a term add up to the term. Every planned session that is over was
given, cut short, missed or is not ticked yet; what was promised beyond the timetable is "not
planned". The rules and why: docs/decisions/ledger.md.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from schools.calendar import Calendar, after_summer

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DAYS_A_WEEK, TERMS = 5, 3
# School days a year where the terms are not entered: 380 half-day sessions, Education (School Day
# and School Year) (England) Regulations 1999, reg. 3.
YEAR_DAYS = 190


@dataclass(frozen=True)
class Amount:
    """minutes × times a `per` (day, week, term, year), from a day until a day, both included."""

    minutes: int
    times: int
    per: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Outing:
    """A planned session of the pupil: minutes planned, how it went ("" where nobody ticked),
    minutes given, why not.
    """

    on: date
    planned: int
    outcome: str = ""
    given: int = 0
    reason: str = ""


@dataclass
class Account:
    """Minutes. promised = given + lost + not_ticked + not_planned − beyond, in every account.

    missed, short: reason → minutes planned and not given. beyond: given or planned on top.
    """

    promised: int = 0
    given: int = 0
    missed: dict[str, int] = field(default_factory=dict)
    short: dict[str, int] = field(default_factory=dict)
    not_ticked: int = 0
    not_planned: int = 0
    beyond: int = 0

    @property
    def lost(self) -> int:
        return sum(self.missed.values()) + sum(self.short.values())

    @property
    def reasons(self) -> Counter:
        """Why, missed and cut short together."""
        return Counter(self.missed) + Counter(self.short)

    @property
    def shortfall(self) -> int:
        """What was promised and not given; less than none where more was given."""
        return self.promised - self.given

    def settle(self) -> None:
        """What no session accounts for was not planned; what is over it was beyond."""
        gap = self.promised - self.given - self.lost - self.not_ticked
        self.not_planned, self.beyond = max(gap, 0), max(-gap, 0)

    def count(self, outing: Outing) -> None:
        self.given += outing.given
        rest = max(outing.planned - outing.given, 0)
        if not outing.outcome:
            self.not_ticked += outing.planned
        elif rest:
            kind = self.missed if outing.outcome == "missed" else self.short
            kind[outing.reason] = kind.get(outing.reason, 0) + rest


@dataclass
class Week(Account):
    monday: date = date.min


class SchoolDays:
    """The calendar of one school, each day worked out once; for all its promises."""

    def __init__(self, calendar: Calendar):
        self.calendar = calendar
        self._open: dict[date, bool] = {}
        self._lengths: dict[tuple[date, date], int] = {}

    def opens(self, day: date) -> bool:
        """School is in; also where the terms that follow are not entered yet, summer left out."""
        if day not in self._open:
            is_summer = not self.calendar.terms and after_summer(day) != day
            self._open[day] = self.calendar.may_be_open(day) and not is_summer
        return self._open[day]

    def length(self, first: date, last: date) -> int:
        """Open days from first to last."""
        if (first, last) not in self._lengths:
            self._lengths[first, last] = len(self.calendar.open_days(first, last))
        return self._lengths[first, last]

    def term_days(self, day: date) -> Fraction:
        """How many open days the term of that day has; a third of a year where nobody said."""
        term = next((each for each in self.calendar.terms if day in each), None)
        if term is None:
            return Fraction(YEAR_DAYS, TERMS)
        return Fraction(self.length(term.starts_on, term.ends_on))

    def year_days(self, day: date) -> Fraction:
        """Open days of the school year, if its terms are entered up to the summer."""
        first = date(day.year - (day.month < 9), 9, 1)
        last = date(first.year + 1, 8, 31)
        ends = (each.ends_on for each in self.calendar.terms if each.ends_on <= last)
        is_whole = max(ends, default=first) >= date(last.year, 7, 1)
        return Fraction(self.length(first, last) if is_whole else YEAR_DAYS)


def weeks_of(amount: Amount, outings: Iterable[Outing], school: SchoolDays, today: date):
    """Weeks in which something was promised or planned, the oldest first, until today.

    Today counts as a whole day; later days not at all.
    """
    rows = {
        monday: Week(monday=monday, promised=minutes)
        for monday, minutes in promised(amount, school, today).items()
    }
    for outing in outings:
        if outing.on <= today and (outing.outcome or holds(amount, outing.on)):
            monday = monday_of(outing.on)
            if monday not in rows:
                rows[monday] = Week(monday=monday)
            rows[monday].count(outing)
    for row in rows.values():
        row.settle()
    return [rows[monday] for monday in sorted(rows)]


def promised(amount: Amount, school: SchoolDays, today: date) -> dict[date, int]:
    """Monday → minutes promised in that week, of the weeks with an open day."""
    last = min(today, amount.until_on or today)
    sums, so_far, day = {}, Fraction(0), amount.from_on
    while day <= last:
        sunday = monday_of(day) + DAY * 6
        open_days = [each for each in days(day, min(sunday, last)) if school.opens(each)]
        if open_days:
            before = rounded(so_far)
            so_far += share_of(amount, open_days, school)
            sums[monday_of(day)] = rounded(so_far) - before
        day = sunday + DAY
    return sums


def promised_in(monday: date, amount: Amount, school: SchoolDays) -> int:
    """Minutes of that whole week, as `promised` says at its end. Where they come out whole by
    themselves the weeks before change nothing, and are not walked through.
    """
    sunday = monday + DAY * 6
    held = (day for day in days(monday, sunday) if holds(amount, day))
    exact = share_of(amount, [day for day in held if school.opens(day)], school)
    if exact.denominator == 1:
        return exact.numerator
    return promised(amount, school, sunday).get(monday, 0)


def share_of(amount: Amount, open_days: list[date], school: SchoolDays) -> Fraction:
    """How much of the promise falls on these days, exactly."""
    whole = amount.minutes * amount.times
    if amount.per == "day":
        return Fraction(whole * len(open_days))
    if amount.per == "week":
        return Fraction(whole * len(open_days), DAYS_A_WEEK)
    length = school.year_days if amount.per == "year" else school.term_days
    return sum((whole / length(day) for day in open_days), Fraction(0))


def of_weeks(weeks: Iterable[Account]) -> Account:
    """One promise over several weeks: more in one week makes up for less in another."""
    total = _summed(weeks)
    total.settle()
    return total


def together(accounts: Iterable[Account]) -> Account:
    """Several promises: more of one does not hide that another was not kept."""
    rows = list(accounts)
    total = _summed(rows)
    total.not_planned = sum(row.not_planned for row in rows)
    total.beyond = sum(row.beyond for row in rows)
    return total


def _summed(accounts) -> Account:
    total = Account()
    for row in accounts:
        total.promised += row.promised
        total.given += row.given
        for mine, its in ((total.missed, row.missed), (total.short, row.short)):
            for reason, minutes in its.items():
                mine[reason] = mine.get(reason, 0) + minutes
        total.not_ticked += row.not_ticked
    return total


def holds(amount: Amount, day: date) -> bool:
    return amount.from_on <= day and (amount.until_on is None or day <= amount.until_on)


def monday_of(day: date) -> date:
    return day - DAY * day.weekday()


def days(first: date, last: date) -> Iterable[date]:
    return (first + DAY * n for n in range((last - first).days + 1))


def rounded(exact: Fraction) -> int:
    """To the nearest whole minute, halves up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
