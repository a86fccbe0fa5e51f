"""Deadlines of a review: ours, and those we wait for. Worked out from the row alone."""

from django.db.models import Q

from ehcp import clock
from ehcp.clock import Due
from ehcp.counting import say
from ehcp.deadlines import keep as keep_one
from ehcp.plans import deadlines as of_plan
from ehcp.plans.models import EhcPlan
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.states import BEFORE
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO

State, Asks = AnnualReview.State, AnnualReview.Asks
INVITE, CIRCULATE = "ehc-review-invite", "ehc-review-papers"
REPORT, DECISION, FINAL = "ehc-review-report", "ehc-review-decision", "ehc-review-final"
ADVICE, TRANSFER = "ehc-review-advice", "ehc-review-transfer"
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


def _advice(row):
    """The first day by which advice is awaited that has not come; after the meeting none is."""
    if row.state not in BEFORE:
        return None
    awaited = [each for each in row.invitations.all()
               if each.advice_by and not each.advice_on and not each.no_advice_reason]  # fmt: skip
    if not awaited:
        return None
    first = min(awaited, key=lambda each: (each.advice_by, each.pk))
    return Due(
        first.advice_by, "review_advice", first.advice_asked_on,
        f"We asked for it by {say(first.advice_by)}", f"{clock.REGULATIONS}, reg. 20(3)",
        clock.Force.PRACTICE,
    )  # fmt: skip


def _transfer(row):
    waits = row.state in AnnualReview.OPEN and row.kind == row.Kind.TRANSFER
    if not (waits and row.transfer_year):
        return None
    to_16 = row.is_to_post_16
    return clock.phase_transfer(row.transfer_year, from_secondary_to_post_16=to_16)


RULES = {INVITE: _invite, CIRCULATE: _circulate, REPORT: _report, DECISION: _decision,
         FINAL: _final, ADVICE: _advice, TRANSFER: _transfer}  # fmt: skip


def _recount(kind):
    def recount(school_id: int) -> list[Expected]:
        owed = Q(state__in=AnnualReview.OPEN) | Q(state=State.FINISHED, reported_on=None)
        rows = AnnualReview.objects.filter(owed, school=school_id)
        return [
            Expected(row.pk, row.school_id, due.on, row.pupil_id, SENCO)
            for row in rows.prefetch_related("invitations")
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
    Kind(ADVICE, "Advice for the annual review of {pupil} has not come", "Open",
         lambda deadline: f"{_link(deadline)}advice/", _recount(ADVICE)),
    Kind(TRANSFER, "The EHC plan of {pupil} is reviewed and changed before the change of school",
         "Open", _link, _recount(TRANSFER)),
]  # fmt: skip
