"""What the school asks of itself beyond the law: days of its own beside the law's. Pure."""

from datetime import date, timedelta

from ehcp import clock, counting

FIRST_OF_SEPTEMBER = (9, 1)


def own_day(due: clock.Due, policy) -> date | None:
    """The school's own last day for the same thing; None where it adds nothing to the law.

    policy: review_invite_weeks, review_papers_weeks, review_report_weeks, transfer_months.
    """
    day = _own(due, policy)
    return day if day and day < due.on else None


def _own(due, policy) -> date | None:
    if due.rule == "invite_by":
        return due.anchor - timedelta(weeks=policy.review_invite_weeks)
    if due.rule == "circulate_advice_by":
        return due.anchor - timedelta(weeks=policy.review_papers_weeks)
    if due.rule == "report_due":
        return due.anchor + timedelta(weeks=policy.review_report_weeks)
    if due.rule == "phase_transfer" and policy.transfer_months:
        moves_on = date(due.on.year, *FIRST_OF_SEPTEMBER)
        return counting.months_before(moves_on, policy.transfer_months).on
    return None
