"""The plan ends here: the authority ceased it, the pupil left, a draft came to nothing."""

from collections.abc import Callable

from django.db import transaction

from ehcp.plans import deadlines, states
from ehcp.plans.models import EhcPlan
from ehcp.plans.services.telling import tell
from pupils.wording import day_text
from sendcase import edits, moment

# (plan, by): it is in force no more. Each in the transaction of the end
on_ended: list[Callable] = []


def cease(*, plan, last_day, reason, by, version=None) -> EhcPlan:
    """last_day: in force for the last time, after the family's time to appeal.

    Raises IllegalMove for a day that cannot be, Stale.
    """
    return _end(plan, "cease", last_day, reason, by, version, "EHC plan ended by the authority")


def drop(*, plan, last_day, reason, by, version=None) -> EhcPlan:
    """The authority's draft came to nothing."""
    return _end(plan, "drop", last_day, reason, by, version, "Draft EHC plan came to nothing")


def leave(*, plan, last_day, reason, by) -> EhcPlan:
    """The pupil left with the plan: it goes on elsewhere."""
    return _end(plan, "leave", last_day, reason, by, None, "EHC plan: left with the pupil")


@transaction.atomic
def _end(plan, step, last_day, reason, by, version, story) -> EhcPlan:
    row = edits.locked(EhcPlan, plan.pk, version)
    after = states.check(row, step)
    if last_day > moment.today():
        raise edits.IllegalMove(
            f"{day_text(last_day)} has not come yet. The plan stays in force until then: "
            "write this down on the day after."
        )
    if row.issued_on and last_day < row.issued_on:
        raise edits.IllegalMove(
            f"{day_text(last_day)} is before the plan was issued ({day_text(row.issued_on)})."
        )
    before = row.state
    edits.save(row, state=after, ended_on=last_day, end_reason=reason)
    detail = {"state": [before, after], "ended_on": [None, last_day], "reason": [None, reason]}
    tell(row, "ended", by, detail, story, last_day)
    deadlines.keep(row)
    for listener in on_ended:
        listener(row, by)
    return row
