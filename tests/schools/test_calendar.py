"""Open days and half terms, worked out from terms and closures."""

from datetime import date

import pytest

from schools.calendar import Calendar, Span, calendar_of, half_terms, is_open, next_open
from schools.models import Closure, Term
from tests.factories.schools import SchoolFactory

AUTUMN = Span("Autumn", date(2026, 9, 2), date(2026, 12, 18))
SPRING = Span("Spring", date(2027, 1, 4), date(2027, 3, 25))
HALF_TERM = Span("Half-term", date(2026, 10, 26), date(2026, 10, 30))
TRAINING = Span("Training day", date(2026, 9, 2), date(2026, 9, 2))
YEAR = Calendar((AUTUMN, SPRING), (TRAINING, HALF_TERM))


@pytest.mark.parametrize(
    ("day", "is_it"),
    [
        (date(2026, 9, 1), False),  # the day before term
        (date(2026, 9, 2), False),  # training day
        (date(2026, 9, 3), True),
        (date(2026, 9, 5), False),  # Saturday
        (date(2026, 10, 23), True),
        (date(2026, 10, 26), False),
        (date(2026, 10, 30), False),
        (date(2026, 11, 2), True),
        (date(2026, 12, 18), True),  # last day of term
        (date(2026, 12, 21), False),
        (date(2027, 1, 4), True),
    ],
)
def test_a_school_is_open_on_weekdays_of_a_term_outside_closures(day, is_it):
    assert YEAR.is_open(day) is is_it


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 9, 3), date(2026, 9, 3)),
        (date(2026, 9, 1), date(2026, 9, 3)),
        (date(2026, 10, 24), date(2026, 11, 2)),
        (date(2026, 12, 19), date(2027, 1, 4)),
    ],
)
def test_the_next_open_day_skips_weekends_closures_and_holidays(day, then):
    assert YEAR.next_open(day) == then


def test_after_the_last_term_entered_the_next_weekday_counts():
    assert YEAR.next_open(date(2027, 3, 27)) == date(2027, 3, 29)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2027, 7, 23), date(2027, 7, 23)),
        (date(2027, 8, 12), date(2027, 9, 1)),
        (date(2030, 8, 31), date(2030, 9, 2)),
    ],
)
def test_where_no_term_is_known_nothing_falls_into_the_summer_holiday(day, then):
    assert YEAR.next_open(day) == then


def test_half_terms_lie_either_side_of_the_long_closure_and_begin_on_school_days():
    assert YEAR.half_terms() == [
        Span("Autumn 1", date(2026, 9, 3), date(2026, 10, 23)),
        Span("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
        Span("Spring", date(2027, 1, 4), date(2027, 3, 25)),
    ]


def test_a_two_day_closure_does_not_divide_a_term():
    short = Span("Snow", date(2026, 11, 12), date(2026, 11, 13))
    assert Calendar((AUTUMN,), (short,)).half_terms()[0].name == "Autumn"


def test_days_between_count_both_ends():
    days = YEAR.open_days(date(2026, 10, 22), date(2026, 11, 3))
    assert [d.day for d in days] == [22, 23, 2, 3]


@pytest.mark.django_db
def test_a_school_reads_its_own_terms_only():
    school, other = SchoolFactory(), SchoolFactory()
    Term.objects.create(school=school, name="Autumn", starts_on=AUTUMN.starts_on,
                        ends_on=AUTUMN.ends_on)  # fmt: skip
    Term.objects.create(school=other, name="Autumn", starts_on=date(2026, 8, 20),
                        ends_on=date(2026, 12, 10))  # fmt: skip
    Closure.objects.create(school=school, name="Half-term", starts_on=HALF_TERM.starts_on,
                           ends_on=HALF_TERM.ends_on)  # fmt: skip
    assert not is_open(school, date(2026, 8, 24))
    assert next_open(school, date(2026, 10, 24)) == date(2026, 11, 2)
    assert [half.name for half in half_terms(school)] == ["Autumn 1", "Autumn 2"]


@pytest.mark.django_db
def test_a_school_without_terms_counts_as_open_on_weekdays():
    school = SchoolFactory()
    assert is_open(school, date(2026, 8, 24))
    assert not is_open(school, date(2026, 8, 22))
    assert calendar_of(school).next_open(date(2026, 8, 22)) == date(2026, 8, 24)
