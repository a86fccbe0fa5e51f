"""The law's dates of one child's case as lines of its story: met, missed, still open.

Nothing is stored: each is worked out from what is written on requests, consultations, disputes,
plans and reviews. What nobody can write down as done is never called missed.
"""

from ehcp import clock, exemptions, wording
from ehcp.clock import Force
from ehcp.packs.lines import Line
from ehcp.plans import dates as of_plans
from ehcp.plans.models import EhcPlan
from ehcp.requests import dates as of_requests
from ehcp.requests.models import AssessmentRequest, Consultation, Dispute
from ehcp.reviews import dates as of_reviews
from ehcp.reviews.models import AnnualReview
from pupils.wording import day_text
from sendcase import moment

KIND = "Date of the law"
KINDS = {Force.LAW: KIND, Force.WORKED_OUT: "Worked out from the law",
         Force.GUIDANCE: "Guidance in the Code", Force.PRACTICE: "Custom"}  # fmt: skip
# Owed only if the other way is taken, or nowhere written down as done.
MAY_NOT_APPLY = {"refuse_to_issue", "decides_not_to_amend", "new_authority_tells",
                 "early_years_review"}  # fmt: skip


def lines(user, pupil) -> list[Line]:
    """By day; only from rows this person may read. Five queries."""
    found = [*_asked(user, pupil), *_of_plans(user, pupil)]
    return sorted(found, key=lambda line: line.on)


def _asked(user, pupil) -> list[Line]:
    """Of requests, consultations and disputes."""
    found = []
    for row in AssessmentRequest.objects.visible_to(user).filter(pupil=pupil):
        is_over = row.state == row.State.DROPPED
        found += [_line(row, each, row.exemption) for each in of_requests.lines(row)
                  if each.done_on or not is_over]  # fmt: skip
    for row in Consultation.objects.visible_to(user).filter(pupil=pupil):
        due = clock.school_consult_reply(row.received_on)
        found.append(_line(row, of_requests.Line(due, row.replied_on)))
    for row in Dispute.objects.visible_to(user).filter(pupil=pupil):
        found += [_line(row, each) for each in of_requests.dispute_lines(row)
                  if each.done_on or row.ended_on is None]  # fmt: skip
    return found


def _of_plans(user, pupil) -> list[Line]:
    """A review that is open says itself when it must be complete; else the plan does."""
    plans = {row.pk: row for row in EhcPlan.objects.visible_to(user).filter(pupil=pupil)}
    reviews = AnnualReview.objects.visible_to(user).filter(pupil=pupil, plan__in=plans)
    found, under_review = [], set()
    for row in reviews.exclude(state=AnnualReview.State.CALLED_OFF):
        row.plan, row.pupil = plans[row.plan_id], pupil
        found += [_line(row, each) for each in of_reviews.lines(row)]
        if row.state in AnnualReview.OPEN and row.decided_on is None:
            under_review.add(row.plan_id)
    for plan in plans.values():
        plan.pupil = pupil
        cycle = {"latest_meeting"} | ({_complete(plan)} if plan.pk in under_review else set())
        found += [
            _line(plan, of_reviews.Line(due))
            for due in of_plans.of_plan(plan, moment.today())
            if plan.pk not in under_review or due.rule not in cycle
        ]
    return found


def _complete(plan) -> str:
    due = of_plans.review_due(plan)
    return due.rule if due else ""


def _line(row, each, exemption="") -> Line:
    due = each.due
    who = wording.who(due.rule)
    words = f"{wording.title(due.rule)}: {state_of(each, who, exemption)} ({due.source})"
    return Line(due.on, KINDS[due.force], words, row.get_absolute_url())


def state_of(each, who: str, exemption="") -> str:
    """“last day for the school. Met on Tue 1 Dec 2026”. exemption: of the request it is about."""
    due, done_on = each.due, each.done_on
    if due.is_earliest:
        return "from then on"
    last = f"last day for the {who[0].lower()}{who[1:]}"
    if done_on:
        late = done_on > due.on
        state = f"{'Met late, on' if late else 'Met on'} {day_text(done_on)}"
    else:
        late = due.on < moment.today()
        state = _not_done(due, who) if late else "Still open"
    if late and exemption and due.rule in exemptions.RULES:
        state += "; the authority gave a reason that the law knows"
    return f"{last}. {state}"


def _not_done(due, who: str) -> str:
    """A family that did not use its right has missed nothing."""
    if due.rule in MAY_NOT_APPLY:
        return "That day is over"
    return "The time is over" if who == wording.FAMILY else "Missed"
