"""When a plan is reviewed next, and in which half-term or term a plan is checked. Dates only."""

from datetime import date, timedelta

from schools.calendar import Calendar, Span
from schools.models import PlanKind
from schools.policies import PlanChecks

Cycle = PlanKind.Cycle
BEFORE_THE_END = timedelta(weeks=1)  # time to write the next plan
TOO_SOON = timedelta(weeks=3)  # then the next half-term or term


def review_day(kind, start: date, calendar: Calendar) -> date:
    """The day on which a plan that starts or carries on at `start` is reviewed: a school day.

    By half-term or term: a week before the end of the one that runs, or of the next where that is
    less than three weeks away. Where no such term is entered, the kind's number of weeks.
    """
    if kind.review_cycle != Cycle.WEEKS:
        spans = calendar.terms if kind.review_cycle == Cycle.TERM else calendar.half_terms()
        days = (last_open(calendar, span.ends_on - BEFORE_THE_END) for span in spans)
        if found := next((day for day in days if day >= start + TOO_SOON), None):
            return found
    return calendar.next_open(start + timedelta(weeks=kind.review_weeks))


def last_open(calendar: Calendar, day: date) -> date:
    """That day, or the school day before it."""
    days = (day - timedelta(days=n) for n in range(31))
    return next(filter(calendar.is_open, days), day)


def period_of(policy, today: date, calendar: Calendar) -> Span | None:
    """The half-term or term in which each plan is checked: the one that runs or began last.

    None where the policy asks for no check, or no term has begun.
    """
    if policy.plan_check == PlanChecks.NONE:
        return None
    by_half = policy.plan_check == PlanChecks.HALF_TERM
    spans = calendar.half_terms() if by_half else calendar.terms
    begun = [span for span in spans if span.starts_on <= today]
    return max(begun, key=lambda span: span.starts_on, default=None)
