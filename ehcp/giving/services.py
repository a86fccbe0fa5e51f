"""Which promises a line of section F is given by."""

from django.db import transaction

from ehcp.giving.models import LineProvision
from ehcp.plans import states
from ehcp.plans.models import EhcPlan, EhcProvision
from provision.ledger import services as ledger
from sendcase import edits
from sendcase.edits import IllegalMove


@transaction.atomic
def give(*, plan, line, by, promises, new, seen) -> None:
    """See provision.ledger.services.give. Raises IllegalMove, also for a plan that has ended or a
    line that an amendment took out.
    """
    owner = edits.locked(EhcPlan, plan.pk)
    states.check(owner, "write")
    row = edits.locked(EhcProvision, line.pk)
    if row.dropped_on:
        raise IllegalMove(f"F{row.number} was taken out of the plan.")
    ledger.give(
        LineProvision, row, pupil=plan.pupil, by=by, verb="ehcline.given_by", promises=promises,
        new=new, seen=seen,
    )  # fmt: skip


def follow(old, new) -> None:
    ledger.follow(LineProvision, old, new)
