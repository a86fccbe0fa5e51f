"""The dates the law sets for EHC plans, as pure functions: anchor in, `Due` out.

Weeks and days are calendar days and holidays count: the Regulations define no school day. Each
limit is the latest day; the duty itself is to act as soon as practicable. What the law allows a
council to be late for (exemptions) is recorded by a person and never assumed here
(ehcp/exemptions.py). Law in force in 2026: Children and Families Act 2014 (CFA), SEND Regulations
2014 (SI 2014/1530), SEND Code of Practice 2015, First-tier Tribunal rules for SEND.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ehcp import counting
from ehcp.counting import Count

REGULATIONS_BEGAN = date(2014, 9, 1)
REGULATIONS = "SEND Regulations 2014"
MEDIATION = "CFA 2014 s52–56 and the Regulations on mediation"
FEBRUARY, MARCH = (2, 15), (3, 31)
AUGUST, SEPTEMBER = 8, 9
CHRISTMAS_DAYS = {(12, day) for day in range(25, 32)} | {(1, 1)}
WEEKS_FROM_MEETING_TO_FINAL_PLAN = 12


class Force(StrEnum):
    """How hard a date is."""

    LAW = "The law"
    GUIDANCE = "Guidance in the Code"
    WORKED_OUT = "Worked out from a date of the law"
    PRACTICE = "Custom: no day is written in the Regulations"


@dataclass(frozen=True)
class Due:
    """on: the latest day, or where `is_earliest` the first day on which something may happen;
    rule: its name in domain terms; anchor: the day it is counted from; counted: the working.
    """

    on: date
    rule: str
    anchor: date
    counted: str
    source: str
    force: Force = Force.LAW
    is_earliest: bool = False


# --- The needs assessment


def decide_to_assess(received_on: date) -> Due:
    """The authority says whether it will assess: 6 weeks from receipt of the request.

    Raises ValueError before 1 September 2014. Source: reg. 5(1).
    """
    return _due("decide_to_assess", received_on, counting.weeks(received_on, 6), "reg. 5(1)")


def advice_due(asked_on: date) -> Due:
    """Advice for the assessment reaches the authority, the school's too: 6 weeks from the asking.

    Source: reg. 8.
    """
    return _due("advice_due", asked_on, counting.weeks(asked_on, 6), "reg. 8")


def refuse_to_issue(received_on: date) -> Due:
    """The authority says that it will issue no plan: 16 weeks from receipt. Source: reg. 10(1)."""
    return _due("refuse_to_issue", received_on, counting.weeks(received_on, 16), "reg. 10(1)")


def final_plan(received_on: date) -> Due:
    """The final plan is sent: 20 weeks from receipt of the request. Source: reg. 13(2)."""
    return _due("final_plan", received_on, counting.weeks(received_on, 20), "reg. 13(2)")


def parent_response(served_on: date) -> Due:
    """The family has at least 15 days for what it says to a draft: the authority may not end the
    time before this day is over. The day of service is day 1. Source: reg. 13(1)(a); Code 9.77.
    """
    count = counting.days_with_the_first(served_on, 15)
    return _due("parent_response", served_on, count, "reg. 13(1)(a)", is_earliest=True)


def school_consult_reply(received_on: date) -> Due:
    """The school answers a consultation: 15 days. The Code has it, no regulation says which kind
    of day; we count calendar days, the stricter reading. Source: SEND Code 2015.
    """
    count = counting.days(received_on, 15)
    return _due("school_consult_reply", received_on, count, "SEND Code 2015", Force.PRACTICE)


# --- The annual review


def first_review_complete(issued_on: date) -> Due:
    """The first review is complete within the 12 months starting with the day the plan was first
    issued. Source: CFA s44(1)(a).
    """
    count = counting.months_with_the_first(issued_on, 12)
    return _due("first_review_complete", issued_on, count, "CFA 2014 s44(1)(a)")


def next_review_complete(last_completed_on: date) -> Due:
    """The next review, within the 12 months starting with the last one's completion: the day of
    the authority's decision, not of the meeting. Source: CFA s44(1)(b); Code 9.176.
    """
    count = counting.months_with_the_first(last_completed_on, 12)
    return _due("next_review_complete", last_completed_on, count, "CFA 2014 s44(1)(b)")


def latest_meeting(review_due_on: date) -> Due:
    """The meeting that leaves the authority its four weeks before the review must be complete."""
    count = counting.weeks_before(review_due_on, 4)
    return _due("latest_meeting", review_due_on, count, "reg. 20(10)", Force.WORKED_OUT)


def term_list(term_starts_on: date) -> Due:
    """The authority tells heads whose review is due: 2 weeks before term. Source: Code ch. 9."""
    count = counting.weeks_before(term_starts_on, 2)
    return _due("term_list", term_starts_on, count, "SEND Code 2015 ch. 9", Force.GUIDANCE)


def invite_by(meeting_on: date) -> Due:
    """Invitations go at least 2 weeks before the meeting. Source: reg. 20(3)."""
    return _due("invite_by", meeting_on, counting.weeks_before(meeting_on, 2), "reg. 20(3)")


def circulate_advice_by(meeting_on: date) -> Due:
    """Advice goes to all invited at least 2 weeks before the meeting. Source: reg. 20(4)."""
    count = counting.weeks_before(meeting_on, 2)
    return _due("circulate_advice_by", meeting_on, count, "reg. 20(4)")


def report_due(meeting_on: date) -> Due:
    """The school's report reaches all invited within 2 weeks of the meeting. Source: reg. 20."""
    return _due("report_due", meeting_on, counting.weeks(meeting_on, 2), "reg. 20")


def la_decision(meeting_on: date) -> Due:
    """The authority decides and, to amend, sends its notice with the changes: 4 weeks from the
    meeting. Source: reg. 20(10), 22(2)(a).
    """
    return _due("la_decision", meeting_on, counting.weeks(meeting_on, 4), "reg. 20(10), 22(2)(a)")


def response_to_amendments(served_on: date) -> Due:
    """As parent_response, for an amendment notice. Source: reg. 22(2)(c)."""
    count = counting.days_with_the_first(served_on, 15)
    return _due("response_to_amendments", served_on, count, "reg. 22(2)(c)", is_earliest=True)


def final_amended_plan(meeting_on: date, notice_on: date | None = None) -> Due:
    """The amended plan: 8 weeks from the notice and never later than 12 weeks from the meeting.

    A notice that came late does not move the second limit. Source: reg. 22(3); R (L, M and P) v
    Devon County Council [2022] EWHC 493 (Admin).
    """
    source = "reg. 22(3); [2022] EWHC 493 (Admin)"
    last = counting.weeks(meeting_on, WEEKS_FROM_MEETING_TO_FINAL_PLAN)
    if notice_on is not None and (count := counting.weeks(notice_on, 8)).on < last.on:
        return _due("final_amended_plan", notice_on, count, source)
    return _due("final_amended_plan", meeting_on, last, source)


def decides_not_to_amend(notice_on: date) -> Due:
    """After a notice the authority may still leave the plan: 8 weeks. Source: reg. 22(4)."""
    return _due("decides_not_to_amend", notice_on, counting.weeks(notice_on, 8), "reg. 22(4)")


def early_years_review(last_completed_on: date) -> Due:
    """Under 5: a review is considered every three to six months. Source: Code 9.178."""
    count = counting.months(last_completed_on, 6)
    return _due(
        "early_years_review", last_completed_on, count, "SEND Code 2015, 9.178", Force.GUIDANCE
    )


def phase_transfer(year: int, *, from_secondary_to_post_16: bool) -> Due:
    """The plan is reviewed and amended before 15 February of the calendar year of the transfer;
    before 31 March from secondary to post-16. Source: reg. 18(1); phases: reg. 2.
    """
    limit = date(year, *(MARCH if from_secondary_to_post_16 else FEBRUARY))
    return _due("phase_transfer", limit, counting.before(limit), "reg. 18(1)")


def latest_meeting_before_transfer(year: int, *, from_secondary_to_post_16: bool) -> Due:
    """The meeting whose amended plan can still come in time: 12 weeks before the last day."""
    last = phase_transfer(year, from_secondary_to_post_16=from_secondary_to_post_16).on
    count = counting.weeks_before(last, WEEKS_FROM_MEETING_TO_FINAL_PLAN)
    return _due(
        "latest_meeting_before_transfer", last, count, "reg. 18(1), 22(3)", Force.WORKED_OUT
    )


def post_16_transfer(transfer_on: date) -> Due:
    """Between post-16 settings at another time: 5 months before. Source: reg. 18(2)."""
    count = counting.months_before(transfer_on, 5)
    return _due("post_16_transfer", transfer_on, count, "reg. 18(2)")


# --- After the plan


def reassessment_bar_ends(assessed_on: date) -> Due:
    """From this day a request may no longer be refused for coming within 6 months of the last
    assessment. Source: CFA s44(3), reg. 24.
    """
    count = counting.months(assessed_on, 6)
    source = "CFA 2014 s44(3), reg. 24"
    return _due("reassessment_bar_ends", assessed_on, count, source, is_earliest=True)


def reassess_decision(received_on: date) -> Due:
    """Whether it will reassess: 15 days from receipt of the request. Source: reg. 25."""
    return _due("reassess_decision", received_on, counting.days(received_on, 15), "reg. 25")


def reassess_final_plan(decided_on: date) -> Due:
    """The plan after a reassessment: 14 weeks from the decision to do it. Source: reg. 27(2)."""
    return _due("reassess_final_plan", decided_on, counting.weeks(decided_on, 14), "reg. 27(2)")


def new_authority_tells(moved_on: date) -> Due:
    """The new authority tells the family when it will review: 6 weeks. Source: reg. 15."""
    return _due("new_authority_tells", moved_on, counting.weeks(moved_on, 6), "reg. 15")


def new_authority_reviews(moved_on: date, last_completed_on: date) -> Due:
    """The later of 12 months starting with the last review and 3 starting with the move.

    Source: reg. 15.
    """
    year = counting.months_with_the_first(last_completed_on, 12)
    quarter = counting.months_with_the_first(moved_on, 3)
    if quarter.on > year.on:
        return _due("new_authority_reviews", moved_on, quarter, "reg. 15")
    return _due("new_authority_reviews", last_completed_on, year, "reg. 15")


def contact_mediation_adviser(letter_on: date) -> Due:
    """The family contacts a mediation adviser: 2 months from the letter. Source: CFA s55."""
    count = counting.months(letter_on, 2)
    return _due("contact_mediation_adviser", letter_on, count, MEDIATION)


def mediation_certificate(refused_on: date) -> Due:
    """The adviser's certificate: 3 working days after the family said no. Source: CFA s55."""
    count = counting.working_days(refused_on, 3)
    return _due("mediation_certificate", refused_on, count, MEDIATION)


def mediation_held(asked_on: date) -> Due:
    """Mediation takes place within 30 days of being asked for. Source: CFA s52–54."""
    return _due("mediation_held", asked_on, counting.days(asked_on, 30), MEDIATION)


def appeal_received(letter_on: date, certificate_on: date | None = None) -> Due:
    """The Tribunal has the appeal: the later of 2 months from the letter and 1 from the
    certificate (none is needed for section I alone). A time that ends in August runs to the first
    working day of September, one from 25 December to 1 January to the next working day. Another
    weekend moves nothing here: a family told a day too early loses nothing.

    Source: Tribunal Procedure (First-tier Tribunal) (HESC) Rules 2008.
    """
    anchor, count = letter_on, counting.months(letter_on, 2)
    if certificate_on and (later := counting.months(certificate_on, 1)).on > count.on:
        anchor, count = certificate_on, later
    source = "Tribunal Procedure (HESC) Rules 2008"
    return _due("appeal_received", anchor, _out_of_holiday(count), source)


def _out_of_holiday(count: Count) -> Count:
    """The Tribunal's own rule; for everything else holidays count."""
    on = count.on
    if on.month == AUGUST:
        moved = counting.first_working_day(date(on.year, SEPTEMBER, 1))
    elif (on.month, on.day) in CHRISTMAS_DAYS:
        moved = counting.first_working_day(date(on.year + (on.month == 12), 1, 2))
    else:
        return count
    return Count(moved, f"{count.words}; in the Tribunal’s holiday, so {counting.say(moved)}")


def _due(rule, anchor, count, source, force=Force.LAW, is_earliest=False) -> Due:
    if anchor < REGULATIONS_BEGAN:
        raise ValueError(f"{anchor} is before the 2014 Regulations")
    if source.startswith("reg."):
        source = f"{REGULATIONS}, {source}"
    return Due(count.on, rule, anchor, count.words, source, force, is_earliest)
