"""The test vectors of the law, each counted by hand beforehand; sources in ehcp/clock.py."""

from datetime import date

import pytest

from ehcp import clock
from ehcp.clock import Force


def d(day, month, year):
    return date(year, month, day)


REQUEST, MEETING, SERVED = d(7, 9, 2026), d(24, 11, 2026), d(2, 11, 2026)


@pytest.mark.parametrize(
    ("rule", "anchor", "on"),
    [
        (clock.decide_to_assess, REQUEST, d(19, 10, 2026)),
        (clock.advice_due, REQUEST, d(19, 10, 2026)),
        (clock.refuse_to_issue, REQUEST, d(28, 12, 2026)),
        (clock.final_plan, REQUEST, d(25, 1, 2027)),
        (clock.parent_response, SERVED, d(16, 11, 2026)),
        (clock.response_to_amendments, SERVED, d(16, 11, 2026)),
        (clock.school_consult_reply, SERVED, d(17, 11, 2026)),
        (clock.first_review_complete, d(29, 2, 2024), d(28, 2, 2025)),
        (clock.first_review_complete, d(28, 2, 2023), d(27, 2, 2024)),
        (clock.first_review_complete, d(1, 3, 2023), d(29, 2, 2024)),
        (clock.first_review_complete, d(24, 11, 2025), d(23, 11, 2026)),
        (clock.next_review_complete, d(1, 1, 2026), d(31, 12, 2026)),
        (clock.latest_meeting, d(23, 11, 2026), d(26, 10, 2026)),
        (clock.term_list, d(4, 1, 2027), d(21, 12, 2026)),
        (clock.invite_by, MEETING, d(10, 11, 2026)),
        (clock.circulate_advice_by, MEETING, d(10, 11, 2026)),
        (clock.report_due, MEETING, d(8, 12, 2026)),
        (clock.la_decision, MEETING, d(22, 12, 2026)),
        (clock.final_amended_plan, MEETING, d(16, 2, 2027)),
        (clock.decides_not_to_amend, d(22, 12, 2026), d(16, 2, 2027)),
        (clock.early_years_review, d(31, 8, 2026), d(28, 2, 2027)),
        (clock.post_16_transfer, d(31, 7, 2027), d(28, 2, 2027)),
        (clock.post_16_transfer, d(1, 9, 2027), d(1, 4, 2027)),
        (clock.reassessment_bar_ends, d(31, 8, 2026), d(28, 2, 2027)),
        (clock.reassess_decision, d(1, 12, 2026), d(16, 12, 2026)),
        (clock.reassess_final_plan, d(1, 12, 2026), d(9, 3, 2027)),
        (clock.new_authority_tells, d(1, 12, 2026), d(12, 1, 2027)),
        (clock.contact_mediation_adviser, d(31, 12, 2026), d(28, 2, 2027)),
        (clock.mediation_held, d(1, 12, 2026), d(31, 12, 2026)),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_the_date_of_the_law(rule, anchor, on):
    due = rule(anchor)

    assert due.on == on
    assert (due.rule, due.anchor) == (rule.__name__, anchor)


@pytest.mark.parametrize(
    ("year", "post_16", "on", "meeting"),
    [
        (2027, False, d(14, 2, 2027), d(22, 11, 2026)),
        (2027, True, d(30, 3, 2027), d(5, 1, 2027)),
        (2028, False, d(14, 2, 2028), d(22, 11, 2027)),
    ],
)
def test_a_transfer_is_finished_before_15_february_or_31_march(year, post_16, on, meeting):
    assert clock.phase_transfer(year, from_secondary_to_post_16=post_16).on == on
    latest = clock.latest_meeting_before_transfer(year, from_secondary_to_post_16=post_16)
    assert latest.on == meeting
    assert latest.force == Force.WORKED_OUT


def test_a_meeting_of_24_november_is_too_late_for_15_february():
    transfer = clock.phase_transfer(2027, from_secondary_to_post_16=False)

    assert clock.final_amended_plan(MEETING).on > transfer.on


@pytest.mark.parametrize(
    ("notice", "on", "anchor"),
    [
        (None, d(16, 2, 2027), MEETING),
        (d(1, 12, 2026), d(26, 1, 2027), d(1, 12, 2026)),  # early: eight weeks of the notice
        (d(22, 12, 2026), d(16, 2, 2027), MEETING),  # on its last day: both say the same
        (d(20, 1, 2027), d(16, 2, 2027), MEETING),  # late: twelve weeks of the meeting stand
    ],
)
def test_a_late_notice_does_not_move_the_final_plan(notice, on, anchor):
    due = clock.final_amended_plan(MEETING, notice)

    assert (due.on, due.anchor) == (on, anchor)


@pytest.mark.parametrize(
    ("refused", "on"),
    [
        (d(1, 12, 2026), d(4, 12, 2026)),
        (d(3, 12, 2026), d(8, 12, 2026)),  # over a weekend
        (d(24, 12, 2026), d(31, 12, 2026)),  # Christmas Day, and Monday for Boxing Day's Saturday
        (d(25, 3, 2027), d(1, 4, 2027)),  # Good Friday and Easter Monday
        (d(24, 12, 2027), d(31, 12, 2027)),  # Christmas on a Saturday: Monday and Tuesday instead
    ],
)
def test_a_certificate_counts_the_working_days_of_england(refused, on):
    assert clock.mediation_certificate(refused).on == on


@pytest.mark.parametrize(
    ("letter", "certificate", "on", "anchor"),
    [
        (d(1, 10, 2026), None, d(1, 12, 2026), d(1, 10, 2026)),
        (d(1, 10, 2026), d(5, 10, 2026), d(1, 12, 2026), d(1, 10, 2026)),
        (d(1, 10, 2026), d(20, 11, 2026), d(20, 12, 2026), d(20, 11, 2026)),
        (d(15, 6, 2026), None, d(1, 9, 2026), d(15, 6, 2026)),  # ends in August
        (d(30, 6, 2024), None, d(2, 9, 2024), d(30, 6, 2024)),  # and 1 September is a Sunday
        (d(1, 11, 2026), None, d(4, 1, 2027), d(1, 11, 2026)),  # 1 Jan: Sat 2, Sun 3 left out
        (d(25, 10, 2026), None, d(4, 1, 2027), d(25, 10, 2026)),  # 25 Dec
        (d(24, 10, 2026), None, d(24, 12, 2026), d(24, 10, 2026)),
        (d(2, 11, 2026), None, d(2, 1, 2027), d(2, 11, 2026)),
        (d(1, 7, 2026), None, d(1, 9, 2026), d(1, 7, 2026)),
    ],
)  # fmt: skip
def test_an_appeal_runs_past_the_tribunals_holidays(letter, certificate, on, anchor):
    due = clock.appeal_received(letter, certificate)

    assert (due.on, due.anchor) == (on, anchor)


@pytest.mark.parametrize(
    ("moved", "last", "on", "anchor"),
    [
        (d(1, 12, 2026), d(1, 6, 2026), d(31, 5, 2027), d(1, 6, 2026)),
        (d(1, 12, 2026), d(1, 1, 2026), d(28, 2, 2027), d(1, 12, 2026)),
        (d(30, 11, 2026), d(1, 1, 2026), d(28, 2, 2027), d(30, 11, 2026)),
    ],
)
def test_a_new_authority_reviews_by_the_later_day(moved, last, on, anchor):
    due = clock.new_authority_reviews(moved, last)

    assert (due.on, due.anchor) == (on, anchor)


def test_the_working_can_be_checked_with_a_calendar_on_the_wall():
    due = clock.decide_to_assess(REQUEST)

    assert due.counted == "Mon 7 Sep 2026 + 6 weeks (42 days) = Mon 19 Oct 2026"
    assert due.source == "SEND Regulations 2014, reg. 5(1)"
    assert clock.parent_response(SERVED).counted == (
        "Mon 2 Nov 2026 is day 1, so day 15 is Mon 16 Nov 2026"
    )
    assert "(that month has no day 31)" in clock.early_years_review(d(31, 8, 2026)).counted
    assert "Tribunal’s holiday" in clock.appeal_received(d(15, 6, 2026)).counted
    assert clock.mediation_certificate(d(3, 12, 2026)).counted.endswith(
        "2 days of weekend or bank holiday left out"
    )


def test_before_september_2014_there_was_no_such_duty():
    assert clock.decide_to_assess(d(1, 9, 2014)).on == d(13, 10, 2014)
    with pytest.raises(ValueError, match="2014 Regulations"):
        clock.decide_to_assess(d(31, 8, 2014))
