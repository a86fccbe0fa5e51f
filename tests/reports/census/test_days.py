"""The days of the census, by hand from a calendar."""

from datetime import date

import pytest

from reports.census import days
from reports.census.days import Term


def test_offered_are_the_next_day_and_the_five_before_it():
    assert days.offered(date(2026, 11, 25)) == [
        date(2027, 1, 21), date(2026, 10, 1), date(2026, 5, 21), date(2026, 1, 15),
        date(2025, 10, 2), date(2025, 5, 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 10, 1), date(2026, 10, 1)), (date(2026, 10, 2), date(2027, 1, 21))],
)
def test_the_census_day_itself_is_offered(day, first):
    assert days.offered(day)[0] == first


@pytest.mark.parametrize(
    ("day", "term"),
    [(date(2026, 1, 15), Term.SPRING), (date(2026, 3, 31), Term.SPRING),
     (date(2026, 4, 1), Term.SUMMER), (date(2026, 8, 31), Term.SUMMER),
     (date(2026, 9, 1), Term.AUTUMN), (date(2026, 12, 31), Term.AUTUMN)],
)  # fmt: skip
def test_a_day_belongs_to_the_census_of_its_term(day, term):
    assert days.term_of(day) == term


def test_the_one_before():
    assert days.last_before(date(2026, 1, 15)) == date(2025, 10, 2)
    assert days.last_before(date(2026, 1, 16)) == date(2026, 1, 15)
    assert days.name_of(date(2026, 1, 15)) == "Spring census 2026"
