"""A child leaves, or the plan ends, before the meeting: the review is called off. One that was held
goes on: its report and the authority's decision are still owed.
"""

from ehcp.reviews import states
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.planning import services
from pupils.leaving import LEFT, Room

PLAN_ENDED = "The plan has ended, so there is nothing left to review."


def leave(pupil, by, was) -> None:
    for row in _before().filter(pupil=pupil):
        services.call_off(row=row, by=by, reason=LEFT)


def plan_ended(plan, by) -> None:
    """In the transaction of the end."""
    for row in _before().filter(plan=plan):
        services.call_off(row=row, by=by, reason=PLAN_ENDED)


def waiting():
    return _before().values_list("pupil", flat=True)


def _before():
    return AnnualReview.objects.filter(state__in=states.BEFORE)


ROOM = Room("ehc-reviews", 34, leave, waiting)
