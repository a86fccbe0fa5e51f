"""Reviews of support plans and of EHC plans: in time or late, child by child."""

from collections import defaultdict
from datetime import date

from ehcp.plans import dates as of_plan
from ehcp.plans.models import EhcPlan
from ehcp.reviews import dates as of_review
from ehcp.reviews.models import AnnualReview
from iep.models import Review
from reminders.models import Deadline
from reports.figures.day import CHILDREN
from reports.figures.sheets import Sheet
from reports.figures.term.window import Event, Window, in_time
from sendcase.moment import LONDON

REVIEW_PLAN = "review-plan"  # iep.deadlines
REVIEWED, GOOD, LATE = "Plan reviewed or due", "Always in time", "At least once late"
HELD = "Review held or due"


def of_plans(school, window: Window) -> Sheet:
    """The day a review was held against the day it was due. Three queries."""
    cells = in_time(_plan_events(school), window, REVIEWED, GOOD, LATE)
    rows = (GOOD, LATE, REVIEWED)
    return Sheet("plan-reviews", "Reviews of support plans", CHILDREN, rows, REVIEWED, True, cells)


def _plan_events(school) -> list[Event]:
    """The days due of one plan stand in its deadlines, in the order of its reviews."""
    held = defaultdict(list)
    rows = Review.objects.filter(school=school).order_by("plan", "number")
    for plan, day in rows.values_list("plan", "reviewed_on"):
        held[plan].append(day)
    events, met = [], defaultdict(int)
    asked = Deadline.objects.filter(school=school, kind=REVIEW_PLAN).exclude(state="dropped")
    columns = ("object_id", "pupil", "due_on", "state", "closed_at")
    for plan, pupil, due, state, closed in asked.order_by("pk").values_list(*columns):
        done = None
        if state == Deadline.State.DONE:
            days, place = held[plan], met[plan]
            done = days[place] if place < len(days) else closed.astimezone(LONDON).date()
            met[plan] += 1
        events.append(Event(pupil, due, done))
    return events


def annual(school, window: Window) -> Sheet:
    """The meeting of an annual review against the last day the law leaves for it. SEND Regulations
    2014, reg. 18 to 20; Children and Families Act 2014 s44. Two queries.
    """
    cells = in_time(_annual_events(school), window, HELD, GOOD, LATE)
    rows = (GOOD, LATE, HELD)
    return Sheet("annual-reviews", "Annual reviews", CHILDREN, rows, HELD, True, cells)


def _annual_events(school) -> list[Event]:
    reviews = AnnualReview.objects.filter(school=school).exclude(state="called_off")
    events, covered = [], set()
    for row in reviews.select_related("plan", "pupil"):
        if row.state in AnnualReview.OPEN or row.held_on:
            due = due_of(row)
            if row.decided_on is None:
                covered.add(row.plan_id)
            if due:
                events.append(Event(row.pupil_id, due, row.held_on))
    plans = EhcPlan.objects.filter(school=school).in_force().exclude(pk__in=covered)
    for plan in plans.select_related("pupil"):
        if last := of_plan.meeting_due(plan):
            events.append(Event(plan.pupil_id, last.on, None))
    return events


def due_of(row: AnnualReview) -> date | None:
    """The last day for the meeting; None where nobody kept what it counts from."""
    lines = [*of_review.whole(row), *of_review.of_twelve_months(row)]
    if row.decided_on is None and row.kind != row.Kind.TRANSFER:
        lines = of_review.whole(row)
    return lines[0].due.on if lines else None
