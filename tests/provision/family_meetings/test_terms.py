"""Which part of the year a meeting counts for. No database."""

from datetime import date

import pytest

from provision.family_meetings import terms
from schools.calendar import Calendar, Span
from tests.provision.family_meetings.conftest import AUTUMN_ENDS, SPRING_ENDS, TERMS

HALF = Span("Half-term", date(2026, 10, 26), date(2026, 10, 30))
DAYS = Calendar(tuple(Span(*each) for each in TERMS), (HALF,))


def test_three_a_year_are_the_terms_and_six_the_half_terms():
    assert [span.name for span in terms.spans(3, DAYS)] == ["Autumn", "Spring", "Summer"]
    assert [span.name for span in terms.spans(6, DAYS)][:2] == ["Autumn 1", "Autumn 2"]
    assert terms.spans(0, DAYS) == []


def test_a_term_ends_on_its_last_school_day():
    closed = Span("Training", AUTUMN_ENDS, AUTUMN_ENDS)
    [autumn, *_] = terms.spans(3, Calendar(DAYS.terms, (HALF, closed)))
    assert autumn.ends_on == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 9, 1), "Autumn"), (date(2026, 12, 28), "Autumn"), (date(2027, 1, 4), "Spring")],
)
def test_a_meeting_in_the_holidays_counts_for_the_term_before(day, name):
    assert terms.running(terms.spans(3, DAYS), day).name == name


def test_nothing_runs_before_the_first_term():
    assert terms.running(terms.spans(3, DAYS), date(2026, 8, 31)) is None


def test_whose_support_began_in_the_last_four_weeks_is_met_from_the_next_term_on():
    [autumn, *_] = terms.spans(3, DAYS)
    assert terms.cutoff(autumn) == date(2026, 11, 20)
    short = Span("Short", date(2026, 12, 1), date(2026, 12, 11))
    assert terms.cutoff(short) == date(2026, 12, 1)


def test_the_next_day_lies_as_far_into_the_next_term_on_a_school_day():
    found = terms.spans(3, DAYS)
    # 12 weeks after 1 September; 12 weeks after 4 January is after the spring term's end.
    assert terms.proposed_next(found, DAYS, date(2026, 11, 24)) == SPRING_ENDS
    assert terms.proposed_next(found, DAYS, date(2026, 9, 8)) == date(2027, 1, 11)
    assert terms.proposed_next(found, DAYS, date(2026, 9, 6)) == date(2027, 1, 11)  # of a Saturday
    assert terms.proposed_next(found, DAYS, date(2027, 6, 1)) is None


def test_a_school_year_turns_on_the_first_of_september():
    found = terms.spans(3, DAYS)
    assert len(terms.of_year(found, date(2027, 8, 31))) == 3
    assert terms.of_year(found, date(2027, 9, 1)) == []
