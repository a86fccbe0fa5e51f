"""Which days a school is open, and its half terms, from its terms and closures. Dates only.

A school that has entered no terms counts as open on weekdays: better a reminder on a holiday
than none.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sendcase.at_once import at_once

TERM, CLOSURE = "term", "closure"
SATURDAY = 5
DAY = timedelta(days=1)
HALF_TERM_SCHOOL_DAYS = 3  # a closure this long inside a term divides it
SHORT_HOLIDAY = timedelta(days=16)  # Christmas or Easter: two weeks and the weekends beside them


@dataclass(frozen=True)
class Span:
    """Days from a first to a last, both included."""

    name: str
    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Calendar:
    """The terms and closures of one school, in order. Pure: asks the database nothing."""

    terms: tuple[Span, ...]
    closures: tuple[Span, ...]

    def is_open(self, day: date) -> bool:
        if day.weekday() >= SATURDAY:
            return False
        in_term = not self.terms or any(day in term for term in self.terms)
        return in_term and not any(day in closure for closure in self.closures)

    def may_be_open(self, day: date) -> bool:
        """Open, or nobody has said: a holiday after the last term entered is over, and it is not
        summer. For what must not stop because the new terms are missing.
        """
        last = max((term.ends_on for term in self.terms), default=day)
        unknown = day > last + SHORT_HOLIDAY and day == after_summer(day)
        return replace(self, terms=()).is_open(day) if unknown else self.is_open(day)

    def open_days(self, first: date, last: date) -> list[date]:
        """School days from first to last, both included."""
        days = (first + DAY * n for n in range((last - first).days + 1))
        return [day for day in days if self.is_open(day)]

    def next_open(self, day: date) -> date:
        """That day if the school is open, else the next day it is.

        After the last term entered nobody knows: then the next weekday, and for a day of the
        summer holiday the first one of September.
        """
        last = max((term.ends_on for term in self.terms), default=day + DAY * 31)
        ahead = (day + DAY * n for n in range((last - day).days + 1))
        return next(filter(self.is_open, ahead), next_weekday(after_summer(day)))

    def half_terms(self) -> list[Span]:
        """Autumn 1, Autumn 2, …: each term, divided at its half-term holiday.

        Each begins on its first school day and ends on its last. A term without a long closure
        stays whole.
        """
        halves = []
        for term in self.terms:
            pieces = self.divide(term)
            names = [term.name] if len(pieces) == 1 else [f"{term.name} 1", f"{term.name} 2"]
            for name, (first, last) in zip(names, pieces, strict=True):
                if days := self.open_days(first, last):
                    halves.append(Span(name, days[0], days[-1]))
        return halves

    def divide(self, term: Span) -> list[tuple[date, date]]:
        inner = [
            c for c in self.closures if term.starts_on < c.starts_on <= c.ends_on < term.ends_on
        ]
        holiday = max(inner, key=weekdays, default=None)
        if holiday is None or weekdays(holiday) < HALF_TERM_SCHOOL_DAYS:
            return [(term.starts_on, term.ends_on)]
        return [
            (term.starts_on, holiday.starts_on - DAY),
            (holiday.ends_on + DAY, term.ends_on),
        ]


def weekdays(span: Span) -> int:
    days = (span.starts_on + DAY * n for n in range((span.ends_on - span.starts_on).days + 1))
    return sum(day.weekday() < SATURDAY for day in days)


def after_summer(day: date) -> date:
    """No school in England is open from 25 July to the end of August."""
    in_summer = date(day.year, 7, 25) <= day <= date(day.year, 8, 31)
    return date(day.year, 9, 1) if in_summer else day


def next_weekday(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += DAY
    return day


def calendar_of(school) -> Calendar:
    """One query; keep the result where several days are asked."""
    return calendar_from(at_once(asked_of(school)))


def asked_of(school) -> dict:
    """What a calendar is made of, for a page that asks for it together with other rows."""
    columns = ("name", "starts_on", "ends_on")
    return {TERM: (school.terms.all(), columns), CLOSURE: (school.closures.all(), columns)}


def calendar_from(found: dict[str, list[dict]]) -> Calendar:
    """found: what sendcase.at_once gave for `asked_of`."""
    return Calendar(*(_spans(found[kind]) for kind in (TERM, CLOSURE)))


def _spans(rows) -> tuple[Span, ...]:
    return tuple(sorted((Span(**row) for row in rows), key=lambda span: span.starts_on))


def is_open(school, day: date) -> bool:
    return calendar_of(school).is_open(day)


def next_open(school, day: date) -> date:
    return calendar_of(school).next_open(day)


def half_terms(school) -> list[Span]:
    return calendar_of(school).half_terms()
