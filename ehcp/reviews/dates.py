"""The law's dates of one review, from what was written down; what was met, what was missed by whom.

SEND Regulations 2014, reg. 18, 20 and 22. Nothing is stored.
"""

from dataclasses import dataclass
from datetime import date

from ehcp import clock, wording
from ehcp.clock import Due
from ehcp.plans import dates as of_plan
from ehcp.reviews.models import AnnualReview

State, Asks = AnnualReview.State, AnnualReview.Asks


@dataclass(frozen=True)
class Line:
    """due: its day and working; done_on: when it happened."""

    due: Due
    done_on: date | None = None


def lines(row) -> list[Line]:
    """Every date that counts for this review now, by day. row: plan and pupil joined."""
    found = [*whole(row), *of_twelve_months(row), *around_the_meeting(row), *after_the_notice(row)]
    return sorted(found, key=lambda line: (line.due.on, line.due.rule))


def whole(row) -> list[Line]:
    if row.kind == row.Kind.TRANSFER and row.transfer_year:
        to_16 = {"from_secondary_to_post_16": row.is_to_post_16}
        last = clock.latest_meeting_before_transfer(row.transfer_year, **to_16)
        complete = clock.phase_transfer(row.transfer_year, **to_16)
        return [Line(last, row.held_on), Line(complete, row.final_on or finished_on(row))]
    return [] if row.decided_on else [Line(due, row.held_on) for due in [meeting_due(row)] if due]


def meeting_due(row) -> Due | None:
    return of_plan.meeting_due(row.plan)


def of_twelve_months(row) -> list[Line]:
    """When this review was to be complete, CFA s44(1): with the authority's decision. Once decided,
    the plan counts to the next, so both days are worked out from what was kept then.
    """
    if row.decided_on is None:
        due = of_plan.review_due(row.plan)
        return [Line(due)] if due else []
    due = complete_by(row)
    if due is None:
        return []
    complete = Line(due, row.decided_on)
    if row.kind == row.Kind.TRANSFER:
        return [complete]
    return [Line(clock.latest_meeting(due.on), row.held_on), complete]


def complete_by(row) -> Due | None:
    """Of a review that was decided; None where nobody kept what it counted from."""
    last, moved_on = row.counted_from, row.plan.moved_on
    if last is None:
        return None
    if moved_on and last < moved_on <= row.decided_on:
        return clock.new_authority_reviews(moved_on, last)
    if last == row.plan.issued_on:
        return clock.first_review_complete(last)
    return clock.next_review_complete(last)


def around_the_meeting(row) -> list[Line]:
    day = row.held_on or row.meeting_on
    if day is None:
        return []
    return [
        Line(clock.invite_by(day), row.invited_on),
        Line(clock.circulate_advice_by(day), row.circulated_on),
        Line(clock.report_due(day), row.reported_on),
        Line(clock.la_decision(day), decided_in_full_on(row)),
    ]


def after_the_notice(row) -> list[Line]:
    found = []
    if row.notice_on:
        found.append(Line(clock.response_to_amendments(row.notice_on)))
    if row.decision == Asks.AMEND and row.held_on:
        found.append(Line(clock.final_amended_plan(row.held_on, row.notice_on), finished_on(row)))
    if row.notice_on and (row.state == State.DECIDED or row.decision != Asks.AMEND):
        done_on = finished_on(row) if row.decision != Asks.AMEND else None
        found.append(Line(clock.decides_not_to_amend(row.notice_on), done_on))
    return found


def decided_in_full_on(row) -> date | None:
    """A decision to amend is in time only with its notice: reg. 20(10), 22(2)(a)."""
    if row.notice_on or row.decision == Asks.AMEND:
        return row.notice_on
    return row.decided_on


def finished_on(row) -> date | None:
    if row.state != State.FINISHED:
        return None
    return row.final_on or row.decided_on


def missed(row, today: date) -> list[tuple[Line, str]]:
    """(line, who) of every date of the law that passed, or was met late. Of the two ways on after
    a notice only the last day of both counts while none is taken. What the authority did after a
    review was closed without it, nobody here knows.
    """
    if row.state == State.CALLED_OFF:
        return []
    open_choice = row.state == State.DECIDED
    return [
        (line, wording.who(line.due.rule))
        for line in lines(row)
        if not line.due.is_earliest and (line.done_on or row.closed_on or today) > line.due.on
        and not (open_choice and line.due.rule == "decides_not_to_amend")
    ]  # fmt: skip
