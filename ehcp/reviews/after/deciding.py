"""What the authority does after the meeting. SEND Regulations 2014, reg. 20(10), 22; CFA s44, s45.

Twelve months to the next review count from the decision, not from the meeting.
"""

from datetime import date

from django.db import transaction

from ehcp.plans import services as plans
from ehcp.requests.services import refuse_day
from ehcp.reviews import states
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.telling import tell
from pupils.wording import day_text
from sendcase import edits
from sendcase.edits import IllegalMove

State, Asks = AnnualReview.State, AnnualReview.Asks
STORY = {
    Asks.MAINTAIN: "The authority keeps the EHC plan as it is",
    Asks.AMEND: "The authority will change the EHC plan",
    Asks.CEASE: "The authority means to end the EHC plan",
    Asks.REASSESS: "The authority will assess again",
}
MEETING = "the meeting was held"


@transaction.atomic
def decide(*, row, by, decision, decided_on: date, version=None) -> AnnualReview:
    """The decision after the meeting, within four weeks of it (reg. 20(10)).

    Raises Stale; IllegalMove for a day that cannot be or out of order.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    to_amend = decision == Asks.AMEND
    after = states.check(row, "decide to change" if to_amend else "decide to keep, end or assess")
    refuse_day(decided_on, row.held_on, MEETING)
    before, plan = row.state, row.plan
    edits.save(row, state=after, decision=decision, decided_on=decided_on,
               counted_from=plan.reviewed_on or plan.issued_on)  # fmt: skip
    plans.review_decided(plan=row.plan, on=decided_on, by=by)
    detail = {"state": [before, after], "decision": ["", decision],
              "decided_on": [None, decided_on]}  # fmt: skip
    return tell(row, "decided", by, detail, STORY[decision], decided_on)


@transaction.atomic
def serve_notice(*, row, by, notice_on: date, version=None) -> AnnualReview:
    """The notice with the proposed changes reached the family; its 15 days begin (reg. 22(2))."""
    row = edits.locked(AnnualReview, row.pk, version)
    states.check(row, "notice")
    refuse_day(notice_on, row.held_on, MEETING)
    before = row.notice_on
    edits.save(row, notice_on=notice_on)
    words = "The authority’s notice of changes to the EHC plan reached the family"
    return tell(row, "notice", by, {"notice_on": [before, notice_on]}, words, notice_on)


@transaction.atomic
def final_plan(*, row, by, final_on: date, version=None) -> AnnualReview:
    """The amended plan was sent: within 8 weeks of the notice, 12 of the meeting (reg. 22(3))."""
    return _end(row, by, "final plan", final_on, version, Asks.AMEND,
                "The authority sent the amended EHC plan")  # fmt: skip


@transaction.atomic
def keep_after_all(*, row, by, on: date, version=None) -> AnnualReview:
    """After its notice the authority leaves the plan as it is (reg. 22(4))."""
    return _end(row, by, "keep after all", on, version, Asks.MAINTAIN,
                "The authority leaves the EHC plan as it is after all")  # fmt: skip


def _end(row, by, step, on, version, decision, story) -> AnnualReview:
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, step)
    if row.notice_on is None:
        raise IllegalMove("Write down first when the notice of changes reached the family.")
    refuse_day(on, row.notice_on, "the notice reached the family")
    detail = {"state": [row.state, after], "decision": [row.decision, decision],
              "final_on": [None, on]}  # fmt: skip
    edits.save(row, state=after, final_on=on, decision=decision)
    return tell(row, "finished", by, detail, story, on)


@transaction.atomic
def put_right(*, row, by, decision, decided_on: date, reason, version=None) -> AnnualReview:
    """A decision that was written down wrongly. What stood there before is kept in the log.

    Raises IllegalMove where nothing differs, where a newer review of this plan is open, or where
    changes were served: those are put right with the notice.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    states.check(row, "put the decision right")
    if not reason.strip():
        raise IllegalMove("Say what was wrong.")
    if (decision, decided_on) == (row.decision, row.decided_on):
        raise IllegalMove("That is what stands there already.")
    if row.notice_on and decision != row.decision:
        raise IllegalMove("A notice of changes is written down. End the review by it.")
    refuse_day(decided_on, row.held_on, MEETING)
    after = State.DECIDED if decision == Asks.AMEND else State.FINISHED
    if row.final_on:
        after = State.FINISHED
    others = AnnualReview.objects.filter(plan=row.plan_id).exclude(pk=row.pk)
    if after == State.DECIDED and others.filter(state__in=AnnualReview.OPEN).exists():
        raise IllegalMove("The next review of this plan has begun. Call it off first.")
    newest = not others.filter(decided_on__gt=row.decided_on).exists()
    detail = {"state": [row.state, after], "decision": [row.decision, decision],
              "decided_on": [row.decided_on, decided_on], "reason": [None, reason]}  # fmt: skip
    story = (f"The decision after the review was put right: {STORY[Asks(decision)].lower()}, "
             f"{day_text(decided_on)}")  # fmt: skip
    edits.save(row, state=after, decision=decision, decided_on=decided_on)
    if newest:
        plans.review_decided(plan=row.plan, on=decided_on, by=by)
    return tell(row, "decision_corrected", by, detail, story, decided_on)


@transaction.atomic
def say_why_late(*, row, by, late_words, version=None) -> AnnualReview:
    """Why a date of the law was missed, as the school knows it."""
    row = edits.locked(AnnualReview, row.pk, version)
    states.check(row, "say why late")
    before = row.late_words
    edits.save(row, late_words=late_words)
    return tell(row, "late_words", by, {"late_words": [before, late_words]})
