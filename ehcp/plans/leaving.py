"""A child leaves: the plan goes on elsewhere, here it ended with the last day. Coming back revives
nothing: the authority says which plan is in force then.
"""

from ehcp.plans import services
from ehcp.plans.models import EhcPlan
from ehcp.plans.services.telling import tell
from pupils.leaving import LEFT, Room
from sendcase import edits


def leave(pupil, by, was) -> None:
    plan = EhcPlan.objects.filter(pupil=pupil, state__in=EhcPlan.OPEN).first()
    if plan is None:
        _move_end(pupil, by, was)
        return
    last_day = max(filter(None, (plan.issued_on, pupil.left_on)))
    end = services.leave if plan.state == EhcPlan.State.IN_FORCE else services.drop
    end(plan=plan, last_day=last_day, reason=LEFT, by=by)


def _move_end(pupil, by, was) -> None:
    """The last day was noted wrongly and is put right."""
    if was is None or was == pupil.left_on:
        return
    rows = EhcPlan.objects.filter(pupil=pupil, ended_on=was, end_reason=LEFT)
    for plan in rows:
        row = edits.locked(EhcPlan, plan.pk)
        last_day = max(filter(None, (row.issued_on, pupil.left_on)))
        edits.save(row, ended_on=last_day)
        tell(row, "end_moved", by, {"ended_on": [was, last_day]})


def waiting():
    return EhcPlan.objects.filter(state__in=EhcPlan.OPEN).values_list("pupil", flat=True)


ROOM = Room("ehc-plans", 36, leave, waiting)
