"""A child leaves: every plan that is still at work is closed, as its state table allows."""

from iep import services, states
from iep.models import SupportPlan
from pupils.leaving import LEFT, Room


def leave(pupil, by, was) -> None:
    """The newest first: the plan a draft was carried from is free when its turn comes."""
    for plan in _at_work().select_for_update().filter(pupil=pupil).order_by("-pk"):
        services.close(plan=plan, by=by, reason=LEFT)


def waiting():
    return _at_work().values_list("pupil", flat=True).distinct()


def _at_work():
    closable = [state for state in states.MOVES["close"] if state not in states.PHASES]
    return SupportPlan.objects.filter(state__in=closable)


ROOM = Room("iep", 20, leave, waiting)
