"""The dates of the law that follow from what is written on a request, a consultation, a dispute."""

from dataclasses import dataclass
from datetime import date

from ehcp import clock
from ehcp.clock import Due
from ehcp.requests.models import AssessmentRequest

State = AssessmentRequest.State


@dataclass(frozen=True)
class Line:
    """A date and, where it was met, the day on which that happened."""

    due: Due
    done_on: date | None = None


def day_zero(row) -> date | None:
    """Receipt by the authority; until it is known the day of sending, which is never later."""
    return row.received_on or row.sent_on


def decision(row) -> Due | None:
    """Whether it will assess: 6 weeks, after a plan 15 days."""
    start = day_zero(row)
    if start is None:
        return None
    return clock.reassess_decision(start) if row.is_reassessment else clock.decide_to_assess(start)


def last_plan(row) -> Due | None:
    """The final plan: 20 weeks from receipt; 14 from the decision to assess again."""
    if row.is_reassessment:
        return clock.reassess_final_plan(row.decided_on) if row.decided_on else None
    start = day_zero(row)
    return clock.final_plan(start) if start else None


def lines(row) -> list[Line]:
    """In the order in which they come."""
    found = [Line(decision(row), row.decided_on)] if day_zero(row) else []
    if row.advice_asked_on:
        found.append(Line(clock.advice_due(row.advice_asked_on), row.advice_sent_on))
    if row.state == State.REFUSED:
        return found + after_no(row)
    start = day_zero(row)
    if start and not row.is_reassessment and not (row.draft_on or row.issued_on):
        found.append(Line(clock.refuse_to_issue(start), row.no_plan_on))
    if row.state == State.NO_PLAN:
        return found + after_no(row)
    if row.draft_on:
        found.append(Line(clock.parent_response(row.draft_on)))
    if due := last_plan(row):
        found.append(Line(due, row.issued_on))
    return found


def said_no_on(row) -> date | None:
    return {State.REFUSED: row.decided_on, State.NO_PLAN: row.no_plan_on}.get(row.state)


def after_no(row) -> list[Line]:
    """What the family may do. The date on the letter counts; we hold the day it is noted for."""
    day = said_no_on(row)
    return [Line(clock.contact_mediation_adviser(day)), Line(clock.appeal_received(day))]


def expected(row) -> Due | None:
    """What the authority owes next."""
    if row.state == State.SENT:
        return decision(row)
    if row.state == State.ASSESSING and not row.is_reassessment:
        return clock.refuse_to_issue(day_zero(row))
    return last_plan(row) if row.state in (State.ASSESSING, State.DRAFT) else None


def advice(row) -> Due | None:
    """The school's advice, while the authority still assesses."""
    open_now = row.state in (State.SENT, State.ASSESSING)
    return clock.advice_due(row.advice_asked_on) if open_now and row.advice_asked_on else None


def answer_to_no(row) -> Due | None:
    """Until when a family may appeal after a “no”; None once it is answered or let stand."""
    day = said_no_on(row)
    if day is None or row.undisputed_on or row.disputes.exists():
        return None
    return clock.appeal_received(day)


def dispute_lines(row) -> list[Line]:
    """row: a Dispute. Section I alone needs no certificate."""
    placement = row.about == row.About.PLACEMENT
    found = []
    if not placement:
        found.append(Line(clock.contact_mediation_adviser(row.letter_on), row.adviser_on))
    if row.mediation_refused_on:
        due = clock.mediation_certificate(row.mediation_refused_on)
        found.append(Line(due, row.certificate_on))
    if row.mediation_asked_on:
        found.append(Line(clock.mediation_held(row.mediation_asked_on), row.mediation_on))
    return [*found, Line(appeal(row), row.appeal_on)]


def appeal(row) -> Due:
    certificate = None if row.about == row.About.PLACEMENT else row.certificate_on
    return clock.appeal_received(row.letter_on, certificate)
