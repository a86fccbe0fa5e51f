"""Which promises a target is given by; they go along when the target is carried forward."""

from django.db import transaction

from iep.giving.models import TargetProvision
from iep.models import Target
from provision.ledger import services as ledger
from sendcase import edits
from sendcase.edits import IllegalMove

OVER = ("closed", "superseded")


@transaction.atomic
def give(*, plan, target, by, promises, new, seen) -> None:
    """See provision.ledger.services.give. Raises IllegalMove, also for a plan that is over."""
    row = edits.locked(Target, target.pk)
    if plan.state in OVER or row.removed_at:
        raise IllegalMove("This plan or target is over. It stays as it was.")
    ledger.give(
        TargetProvision, row, pupil=plan.pupil, by=by, verb="target.given_by", promises=promises,
        new=new, seen=seen,
    )  # fmt: skip


def carry(targets, by) -> None:
    """New targets keep what those gave that they were carried from. In the caller's transaction."""
    ledger.carry(TargetProvision, {row.carried_from_id: row.pk for row in targets}, by)


def follow(old, new) -> None:
    ledger.follow(TargetProvision, old, new)
