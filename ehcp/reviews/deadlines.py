"""Deadlines of a review: ours, and those we wait for. Worked out from the row alone."""

from django.db.models import Q

from ehcp import clock
from ehcp.clock import Due
from ehcp.deadlines import keep as keep_one
from ehcp.plans import deadlines as of_plan
from ehcp.plans.models import EhcPlan
from ehcp.reviews.models import AnnualReview
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO

State, Asks = AnnualReview.State, AnnualReview.Asks
INVITE, CIRCULATE = "ehc-review-invite", "ehc-review-papers"
REPORT, DECISION, FINAL = "ehc-review-report", "ehc-review-decision", "ehc-review-final"
OURS = (INVITE, CIRCULATE, REPORT)


def keep(row) -> None:
    """Open, move or close what hangs on this review. In the transaction of the change."""
    open_now, called_off = expected(row), row.state == State.CALLED_OFF
    for kind in RULES:
        keep_one(kind, row, open_now.get(kind), owner=SENCO,
                 is_done=kind not in open_now and not called_off,
                 is_waiting=kind not in OURS)  # fmt: skip
    of_plan.keep(EhcPlan.objects.get(pk=row.plan_id))  # as it is now, not as the row was read


def expected(row) -> dict[str, Due]:
    """kind → its day, of what is still owed."""
    return {kind: due for kind, rule in RULES.items() if (due := rule(row)) is not None}


def _invite(row):
    return (
        clock.invite_by(row.meeting_on) if row.state == State.PLANNED and row.meeting_on else None
    )


def _circulate(row):
    waits = row.state in (State.PLANNED, State.INVITED) and row.meeting_on
    return clock.circulate_advice_by(row.meeting_on) if waits else None


def _report(row):
    """Until everybody invited has it, though the authority may have decided meanwhile."""
    waits = row.state in (State.HELD, State.REPORTED, State.DECIDED, State.FINISHED)
    waits = waits and row.held_on and not row.reported_on
    return clock.report_due(row.held_on) if waits else None


def _decision(row):
    waits = row.state in (State.HELD, State.REPORTED)
    waits = waits or row.state == State.DECIDED and not row.notice_on
    return clock.la_decision(row.held_on) if waits else None


def _final(row):
    if row.state != State.DECIDED:
        return None
    return clock.final_amended_plan(row.held_on, row.notice_on)


RULES = {INVITE: _invite, CIRCULATE: _circulate, REPORT: _report, DECISION: _decision,
         FINAL: _final}  # fmt: skip


def _recount(kind):
    def recount(school_id: int) -> list[Expected]:
        owed = Q(state__in=AnnualReview.OPEN) | Q(state=State.FINISHED, reported_on=None)
        rows = AnnualReview.objects.filter(owed, school=school_id)
        return [
            Expected(row.pk, row.school_id, due.on, row.pupil_id, SENCO)
            for row in rows
            if (due := RULES[kind](row)) is not None
        ]

    return recount


def _link(deadline) -> str:
    return f"/ehc-reviews/{deadline.object_id}/"


KINDS = [
    Kind(INVITE, "Invite everybody to the annual review of {pupil}", "Open", _link,
         _recount(INVITE)),
    Kind(CIRCULATE, "Send the advice for the annual review of {pupil} to everybody invited",
         "Open", _link, _recount(CIRCULATE)),
    Kind(REPORT, "Send the report of the annual review of {pupil}", "Open", _link,
         _recount(REPORT)),
    Kind(DECISION, "The authority’s decision after the review of {pupil}", "Open", _link,
         _recount(DECISION)),
    Kind(FINAL, "The amended EHC plan of {pupil}", "Open", _link, _recount(FINAL)),
]  # fmt: skip
