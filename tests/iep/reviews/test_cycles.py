"""The day of the next review. Dates only, no database."""

from datetime import date
from types import SimpleNamespace

import pytest

from iep.reviews.cycles import period_of, review_day
from schools.calendar import Calendar, Span

CALENDAR = Calendar(
    terms=(
        Span("Autumn", date(2026, 9, 2), date(2026, 12, 18)),
        Span("Spring", date(2027, 1, 4), date(2027, 3, 25)),
    ),
    closures=(Span("Half-term", date(2026, 10, 26), date(2026, 10, 30)),),
)


def kind(cycle):
    return SimpleNamespace(review_cycle=cycle, review_weeks=6)


@pytest.mark.parametrize(
    ("cycle", "start", "day"),
    [
        ("weeks", date(2026, 9, 7), date(2026, 10, 19)),
        ("weeks", date(2026, 9, 14), date(2026, 11, 2)),  # six weeks on, the school is closed
        ("half_term", date(2026, 9, 7), date(2026, 10, 16)),
        ("half_term", date(2026, 9, 25), date(2026, 10, 16)),  # three weeks to the day
        ("half_term", date(2026, 9, 28), date(2026, 12, 11)),
        ("half_term", date(2026, 11, 25), date(2027, 3, 18)),  # a term that is not divided
        ("term", date(2026, 9, 7), date(2026, 12, 11)),
        ("term", date(2026, 11, 30), date(2027, 3, 18)),
        ("term", date(2027, 3, 15), date(2027, 4, 26)),  # no later term is entered: weeks
    ],
)
def test_the_day_of_the_next_review(cycle, start, day):
    assert review_day(kind(cycle), start, CALENDAR) == day


def test_without_terms_it_is_the_number_of_weeks():
    none = Calendar((), ())
    assert review_day(kind("term"), date(2026, 9, 7), none) == date(2026, 10, 19)


@pytest.mark.parametrize(
    ("how", "day", "name"),
    [
        ("none", date(2026, 11, 25), None),
        ("term", date(2026, 8, 1), None),
        ("term", date(2026, 11, 25), "Autumn"),
        ("half_term", date(2026, 11, 25), "Autumn 2"),
        ("half_term", date(2026, 10, 28), "Autumn 1"),
    ],
)
def test_the_period_of_a_check(how, day, name):
    found = period_of(SimpleNamespace(plan_check=how), day, CALENDAR)
    assert (found and found.name) == name
