"""What holds of every date: 10,000 random school calendars, each with its own anchors.

The limits are counted a second time here, day by day, without the clock's arithmetic.
"""

import os
import random
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from ehcp import clashes, clock, exemptions
from schools.calendar import Calendar, Span
from sendcase import moment

DAY = timedelta(days=1)
CALENDARS, SEED = 10_000, 20_141_530
WEEKS = {
    clock.decide_to_assess: 6, clock.advice_due: 6, clock.refuse_to_issue: 16,
    clock.final_plan: 20, clock.report_due: 2, clock.la_decision: 4,
    clock.final_amended_plan: 12, clock.decides_not_to_amend: 8, clock.reassess_final_plan: 14,
    clock.new_authority_tells: 6,
}  # fmt: skip
WEEKS_BEFORE = {
    clock.invite_by: 2, clock.circulate_advice_by: 2, clock.latest_meeting: 4, clock.term_list: 2,
}  # fmt: skip
DAYS = {clock.school_consult_reply: 15, clock.reassess_decision: 15, clock.mediation_held: 30}
YEARS = (clock.first_review_complete, clock.next_review_complete)
MONTHS = {clock.contact_mediation_adviser: 2, clock.reassessment_bar_ends: 6,
          clock.early_years_review: 6}  # fmt: skip


def random_day(chance):
    return date(2015, 1, 1) + DAY * chance.randrange(365 * 20)


def random_calendar(chance):
    """Three terms with a half-term each, gaps of 9 to 50 days, sometimes a stray closed day."""
    terms, closures, day = [], [], date(chance.randrange(2015, 2035), 9, chance.randrange(1, 9))
    for name in ("Autumn", "Spring", "Summer"):
        length = chance.randrange(50, 105)
        ends_on = day + DAY * length
        terms.append(Span(name, day, ends_on))
        half = day + DAY * (length // 2)
        closures.append(Span(f"{name} half term", half, half + DAY * chance.randrange(1, 12)))
        if chance.random() < 0.2:
            closed = day + DAY * chance.randrange(length)
            closures.append(Span("INSET day", closed, closed))
        day = ends_on + DAY * chance.randrange(9, 50)
    return Calendar(tuple(terms), tuple(sorted(closures, key=lambda span: span.starts_on)))


def whole_months(first, day):
    """Calendar months that are over on `day`, counted on its fingers."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return months - (day.day < first.day)


def last_day_within(first, months):
    """The last day before `months` are over, the first day being day 1."""
    day = first + DAY * (months * 27)
    while whole_months(first, day + DAY) < months:
        day += DAY
    return day


def test_no_date_is_later_than_the_law_and_none_moves_for_a_holiday():
    chance = random.Random(SEED)
    for _ in range(CALENDARS):
        anchor = random_day(chance)
        for rule, number in WEEKS.items():
            assert (rule(anchor).on - anchor).days == 7 * number
        for rule, number in WEEKS_BEFORE.items():
            assert (anchor - rule(anchor).on).days == 7 * number
        for rule, number in DAYS.items():
            assert (rule(anchor).on - anchor).days == number
        served = clock.parent_response(anchor).on
        assert len([anchor + DAY * n for n in range((served - anchor).days + 1)]) == 15


def test_months_are_counted_as_on_fingers():
    chance = random.Random(SEED)
    for _ in range(CALENDARS // 20):
        anchor = random_day(chance)
        for rule in YEARS:
            assert rule(anchor).on == last_day_within(anchor, 12)
        for rule, number in MONTHS.items():
            over = last_day_within(anchor, number) + DAY
            assert rule(anchor).on in (over, over - DAY)  # the last day of a shorter month
            assert rule(anchor).on == over or over.day == 1


@pytest.mark.parametrize(
    "rule",
    [*WEEKS, *WEEKS_BEFORE, *DAYS, *YEARS, *MONTHS, clock.post_16_transfer,
     clock.mediation_certificate, clock.parent_response],
    ids=lambda rule: rule.__name__,
)  # fmt: skip
def test_a_later_anchor_never_gives_an_earlier_date(rule):
    days = [date(2023, 12, 1) + DAY * n for n in range(830)]  # two Christmases and a 29 February
    found = [rule(day).on for day in days]

    assert found == sorted(found)


def test_an_appeal_is_as_late_as_its_letter_but_for_the_tribunals_holiday():
    days = [date(2023, 12, 1) + DAY * n for n in range(830)]
    found = [clock.appeal_received(day) for day in days]
    plain = [due.on for due in found if "holiday" not in due.counted]

    assert plain == sorted(plain)
    assert all(clock.counting.is_working_day(d.on) for d in found if "holiday" in d.counted)


def test_the_school_acts_on_its_last_open_day_and_never_after_the_law():
    chance = random.Random(SEED)
    for _ in range(CALENDARS):
        calendar = random_calendar(chance)
        meeting = calendar.terms[0].starts_on + DAY * chance.randrange(330)
        for due in (clock.invite_by(meeting), clock.report_due(meeting)):
            clash = clashes.of(due.on, calendar)
            if clash is None:
                assert calendar.is_open(due.on)
            elif clash.do_by is not None:
                assert clash.do_by < due.on and calendar.is_open(clash.do_by)
                assert calendar.open_days(clash.do_by + DAY, due.on) == []


def test_only_a_closure_of_four_weeks_makes_a_window():
    chance = random.Random(SEED)
    for _ in range(CALENDARS):
        calendar = random_calendar(chance)
        for found in exemptions.windows(calendar):
            closed_from, reopens = found.first + 7 * DAY, found.last + 7 * DAY
            assert (reopens - closed_from).days >= 28
            assert calendar.open_days(closed_from, reopens - DAY) == []


def days_seen_from(zone, instants, monkeypatch):
    """Today and the date counted from it at each instant, on a machine set to `zone`."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    found = []
    for instant in instants:
        with time_machine.travel(instant, tick=False):
            found.append(clock.decide_to_assess(moment.today()).on)
    return found


def test_a_machine_in_another_time_zone_counts_the_same(monkeypatch):
    chance = random.Random(SEED)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    instants = [start + timedelta(minutes=chance.randrange(525_600)) for _ in range(200)]
    before = os.environ.get("TZ")

    at_home = days_seen_from("Europe/London", instants, monkeypatch)
    assert days_seen_from("Pacific/Auckland", instants, monkeypatch) == at_home
    assert days_seen_from("Pacific/Honolulu", instants, monkeypatch) == at_home

    monkeypatch.setenv("TZ", before) if before else monkeypatch.delenv("TZ")
    time.tzset()
