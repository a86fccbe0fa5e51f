"""The rules of docs/decisions/ledger.md, each with numbers one can check by hand."""

from collections import Counter
from datetime import date

import pytest

from provision.ledger import attributing, counting
from provision.ledger.attributing import MarkFact, PlaceFact, SessionFact
from provision.ledger.counting import DAY, Amount, Outing, SchoolDays
from schools.calendar import Calendar, Span
from tests.provision.ledger.histories import history

AUTUMN = Span("Autumn", date(2026, 9, 7), date(2026, 12, 18))  # Monday to Friday
HALF_TERM = Span("Half term", date(2026, 10, 26), date(2026, 10, 30))
SHUT = Span("Polling day", date(2026, 9, 16), date(2026, 9, 16))
SCHOOL = SchoolDays(Calendar((AUTUMN,), (HALF_TERM, SHUT)))
FIRST, LAST = AUTUMN.starts_on, AUTUMN.ends_on


def promised(minutes, times, per="week", from_on=FIRST, until_on=None, today=LAST):
    found = counting.promised(Amount(minutes, times, per, from_on, until_on), SCHOOL, today)
    return list(found.values())


def test_a_whole_week_counts_whole_and_a_day_shut_takes_its_fifth():
    assert promised(20, 3, today=date(2026, 9, 25)) == [60, 48, 60]


def test_a_week_of_holiday_promises_nothing():
    found = counting.promised(Amount(20, 3, "week", FIRST), SCHOOL, LAST)
    assert date(2026, 10, 26) not in found
    assert len(found) == 14


def test_weeks_are_whole_minutes_and_add_up():
    """7 minutes a week from a Thursday on: 2.8, then 5.6 with one day shut, then 7."""
    found = promised(7, 1, from_on=date(2026, 9, 10), today=date(2026, 9, 25))
    assert found == [3, 5, 7]
    assert sum(found) == 15  # 15.4


@pytest.mark.parametrize("seed", range(60))
def test_one_week_alone_is_what_it_is_among_all(seed):
    made = history(seed)
    school = SchoolDays(made.calendar)
    for amount in made.amounts.values():
        monday = counting.monday_of(amount.from_on) - DAY * 7
        for _ in range(45):
            among_all = counting.promised(amount, school, monday + DAY * 6).get(monday, 0)
            assert counting.promised_in(monday, amount, school) == among_all, (amount, monday)
            monday += DAY * 7


def test_a_promise_a_day_counts_the_open_days():
    assert promised(10, 2, "day", today=date(2026, 9, 18)) == [100, 80]


def test_a_promise_a_term_is_spread_over_its_open_days_and_adds_up_to_the_term():
    found = promised(45, 6, "term")
    assert sum(found) == 270
    assert max(found) - min(found) <= 5


def test_a_promise_a_year_takes_190_days_while_the_terms_are_not_all_entered():
    assert sum(promised(60, 38, "year", today=date(2026, 9, 11))) == 60


def test_what_no_session_accounts_for_was_not_planned():
    outings = [
        Outing(date(2026, 9, 7), 20, "delivered", 20),
        Outing(date(2026, 9, 8), 20, "short", 5, "event"),
        Outing(date(2026, 9, 9), 10, "missed", 0, "no_room"),
        Outing(date(2026, 9, 10), 5),
    ]
    (week,) = counting.weeks_of(Amount(20, 3, "week", FIRST), outings, SCHOOL, date(2026, 9, 13))
    assert (week.promised, week.given, week.not_ticked, week.not_planned) == (60, 25, 5, 5)
    assert (week.missed, week.short) == (Counter(no_room=10), Counter(event=15))
    assert week.shortfall == 35


def test_more_in_one_week_makes_up_for_less_in_another():
    outings = [Outing(date(2026, 9, 7), 30, "delivered", 30),
               Outing(date(2026, 9, 21), 90, "delivered", 90)]  # fmt: skip
    rows = counting.weeks_of(Amount(20, 3, "week", FIRST), outings, SCHOOL, date(2026, 9, 25))
    assert [(row.not_planned, row.beyond) for row in rows] == [(30, 0), (48, 0), (0, 30)]
    total = counting.of_weeks(rows)
    assert (total.not_planned, total.beyond, total.shortfall) == (48, 0, 48)


def test_more_of_one_promise_hides_nothing_of_another():
    one, other = counting.Account(promised=60, given=90), counting.Account(promised=60)
    one.settle(), other.settle()
    total = counting.together([one, other])
    assert (total.beyond, total.not_planned) == (30, 60)


def test_days_to_come_count_nothing():
    later = Outing(date(2026, 9, 9), 20, "delivered", 20)
    (week,) = counting.weeks_of(Amount(20, 3, "week", FIRST), [later], SCHOOL, date(2026, 9, 8))
    assert (week.promised, week.given) == (24, 0)


def test_a_tick_counts_once_and_for_the_promise_that_held_that_day():
    """The place was split from 14 September on, after the session of the 15th was ticked."""
    places = [PlaceFact(1, 9, 5, 100, FIRST, date(2026, 9, 13)),
              PlaceFact(2, 9, 5, 200, date(2026, 9, 14), None)]  # fmt: skip
    sessions = [SessionFact(7, 9, date(2026, 9, 15), 20)]
    marks = [MarkFact(1, 7, 1, "missed", 0, "event"), MarkFact(2, 7, 2, "delivered", 20, "")]
    found = attributing.outings(places, sessions, marks[:1])
    assert found == {200: [Outing(date(2026, 9, 15), 20, "missed", 0, "event")]}
    found = attributing.outings(places, sessions, marks)
    assert found == {200: [Outing(date(2026, 9, 15), 20, "delivered", 20)]}
