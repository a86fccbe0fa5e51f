"""Deadlines of a review: ours, and those we wait for. Worked out from row and invitations."""

from django.db.models import Q

from ehcp import clock
from ehcp.clock import Due
from ehcp.deadlines import expect
from ehcp.deadlines import keep as keep_one
from ehcp.plans import deadlines as of_plan
from ehcp.plans.models import EhcPlan
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.states import BEFORE
from pupils.wording import day_text
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reminders.models import Deadline
from reminders.owners import SENCO

State, Asks = AnnualReview.State, AnnualReview.Asks
INVITE, CIRCULATE = "ehc-review-invite", "ehc-review-papers"
REPORT, DECISION, FINAL = "ehc-review-report", "ehc-review-decision", "ehc-review-final"
TRANSFER, ADVICE = "ehc-review-transfer", "ehc-advice-awaited"
OURS = (INVITE, CIRCULATE, REPORT)


def keep(row) -> None:
    """Open, move or close what hangs on this review. In the transaction of the change."""
    open_now = expected(row)
    for kind in RULES:
        keep_one(kind, row, open_now.get(kind), owner=SENCO,
                 is_done=kind not in open_now and not fell_away(kind, row),
                 is_waiting=_waits(kind, row))  # fmt: skip
    keep_advice(row)
    of_plan.keep(EhcPlan.objects.get(pk=row.plan_id))  # as it is now, not as the row was read


def fell_away(kind, row) -> bool:
    """Closed without being met: called off, closed without the authority, or it is no review before
    a change of school.
    """
    if row.state in (State.CALLED_OFF, State.CLOSED):
        return True
    return kind == TRANSFER and row.state != State.FINISHED


def _waits(kind, row) -> bool:
    """For the authority. Before the meeting the date of a change of school waits for us."""
    return kind not in OURS and not (kind == TRANSFER and row.state in BEFORE)


def keep_advice(row) -> None:
    """One for each who was asked for advice and has not given it; until the meeting."""
    people = list(row.invitations.all())
    rows = Deadline.objects.open().filter(kind=ADVICE, object_id__in=[each.pk for each in people])
    known = set(rows.values_list("object_id", flat=True))
    for person in people:
        if row.state in BEFORE and is_awaited(person):
            open_deadline(
                ADVICE, person, school_id=row.school_id, pupil=row.pupil, due_on=person.advice_by,
                rule=ADVICE_RULE.format(day_text(person.advice_asked_on)),
                owner_id=SENCO.owner_id, owner_role=SENCO.owner_role, is_waiting=True,
            )  # fmt: skip
        elif person.pk in known:
            close_deadline(ADVICE, person, done=person.advice_on is not None)


def is_awaited(person) -> bool:
    asked = person.advice_asked_on and person.advice_by
    return bool(asked) and person.advice_on is None and not person.no_advice_reason


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


def _transfer(row):
    """Until the authority is done: SEND Regulations 2014, reg. 18(1)."""
    if row.state not in AnnualReview.OPEN or not row.transfer_year:
        return None
    return clock.phase_transfer(row.transfer_year, from_secondary_to_post_16=row.is_to_post_16)


ADVICE_RULE = (
    "Asked for on {}, to be here by this day: it goes to everybody invited two weeks before the "
    "meeting (SEND Regulations 2014, reg. 20(3) and (4))."
)
RULES = {INVITE: _invite, CIRCULATE: _circulate, REPORT: _report, DECISION: _decision,
         FINAL: _final, TRANSFER: _transfer}  # fmt: skip


def _recount(kind):
    def recount(school_id: int) -> list[Expected]:
        owed = Q(state__in=AnnualReview.OPEN) | Q(state=State.FINISHED, reported_on=None)
        rows = AnnualReview.objects.filter(owed, school=school_id)
        return [
            expect(row, due, owner=SENCO, is_waiting=_waits(kind, row))
            for row in rows
            if (due := RULES[kind](row)) is not None
        ]

    return recount


def recount_advice(school_id: int) -> list[Expected]:
    rows = Invitation.objects.filter(
        review__school=school_id, review__state__in=BEFORE, advice_on=None, no_advice_reason="",
        advice_asked_on__isnull=False, advice_by__isnull=False,
    ).select_related("review")  # fmt: skip
    return [
        Expected(p.pk, school_id, p.advice_by, p.review.pupil_id, SENCO, is_waiting=True)
        for p in rows
    ]


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
    Kind(TRANSFER, "The EHC plan of {pupil} is reviewed and amended before the change of school",
         "Open", _link, _recount(TRANSFER)),
    Kind(ADVICE, "Advice for the annual review of {pupil}", "Open the advice",
         lambda deadline: f"/ehc-reviews/awaited/{deadline.object_id}/", recount_advice),
]  # fmt: skip
