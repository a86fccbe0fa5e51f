"""A school's year from September 2026 beside the dates of the law."""

from datetime import date

import pytest

from ehcp import clashes, exemptions
from schools.calendar import Calendar, Span

YEAR = Calendar(
    terms=(
        Span("Autumn", date(2026, 9, 2), date(2026, 12, 18)),
        Span("Spring", date(2027, 1, 4), date(2027, 3, 25)),
        Span("Summer", date(2027, 4, 12), date(2027, 7, 21)),
        Span("Autumn", date(2027, 9, 2), date(2027, 12, 17)),
    ),
    closures=(
        Span("October half-term holiday", date(2026, 10, 26), date(2026, 10, 30)),
        Span("Flood", date(2027, 5, 3), date(2027, 6, 1)),
    ),
)


@pytest.mark.parametrize(
    ("on", "why", "do_by"),
    [
        (date(2026, 10, 27), "October half-term holiday", date(2026, 10, 23)),
        (date(2026, 12, 22), "between terms", date(2026, 12, 18)),
        (date(2026, 11, 28), "a weekend", date(2026, 11, 27)),
        (date(2027, 8, 20), "between terms", date(2027, 7, 21)),
    ],
)
def test_a_closed_day_names_itself_and_the_last_open_day_before(on, why, do_by):
    assert clashes.of(on, YEAR) == clashes.Clash(why, do_by)


def test_an_open_day_clashes_with_nothing():
    assert clashes.of(date(2026, 11, 24), YEAR) is None


def test_long_after_the_last_term_nobody_knows_an_open_day():
    assert clashes.of(date(2029, 1, 3), YEAR) == clashes.Clash("between terms", None)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (date(2027, 7, 14), None),  # eight days before the summer closure begins
        (date(2027, 7, 15), "the time between terms"),
        (date(2027, 8, 26), "the time between terms"),
        (date(2027, 8, 27), None),
        (date(2026, 12, 15), None),  # Christmas is shorter than four weeks
        (date(2027, 4, 26), "Flood"),
        (date(2026, 10, 20), None),
    ],
)
def test_only_around_a_long_closure_an_exemption_may_be_meant(asked, named):
    found = exemptions.may_be_meant(asked, YEAR)

    assert (found and found.closure) == named
