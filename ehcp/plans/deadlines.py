"""Two obligations of a plan in force: the review complete in time, and its meeting before."""

from ehcp import deadlines
from ehcp.plans import dates
from ehcp.plans.models import EhcPlan
from reminders.kinds import Expected, Kind
from reminders.owners import SENCO

REVIEW, MEETING = "ehc-plan-review", "ehc-plan-meeting"
HELD = ("held", "reported")  # of an open review, not yet decided: its meeting is over


def keep(plan, *, done=False) -> None:
    """Open, move or close both as the plan stands. In the transaction of the change; also to be
    called when a review's meeting was held. done: what is closed was met.
    """
    due = dates.review_due(plan)
    deadlines.keep(REVIEW, plan, due, owner=SENCO, is_done=due is None and done)
    held = due is not None and plan.reviews.filter(state__in=HELD).exists()
    meeting = None if due is None else dates.meeting_due(plan)
    deadlines.keep(MEETING, plan, meeting, owner=SENCO, is_done=held)


def recount_reviews(school_id: int) -> list[Expected]:
    return _expected(_in_force(school_id), dates.review_due)


def recount_meetings(school_id: int) -> list[Expected]:
    waiting = _in_force(school_id).exclude(reviews__state__in=HELD)
    return _expected(waiting, dates.meeting_due)


def _in_force(school_id):
    return EhcPlan.objects.in_force().filter(school=school_id)


def _expected(plans, rule) -> list[Expected]:
    return [deadlines.expect(plan, rule(plan), owner=SENCO) for plan in plans]


def _link(deadline) -> str:
    return f"/ehc-plans/{deadline.object_id}/"


KINDS = (
    Kind(REVIEW, "The review of the EHC plan of {pupil} is complete", "Open the plan", _link,
         recount_reviews),
    Kind(MEETING, "Hold the review meeting for the EHC plan of {pupil}", "Open the plan", _link,
         recount_meetings),
)  # fmt: skip
