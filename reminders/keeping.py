"""What time alone changes, or an upgrade brought in: a share runs out, a year is over.

Looks hourly at the kinds that follow rows left of this app, and follows just those rows where table
and records differ. Any number of times.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from reminders import arrangements, owed, resting, sharing, training
from reminders.deadlines import drop
from reminders.kinds import Kind
from reminders.models import Deadline
from reminders.recount import compared
from schools.each import each_school
from sendcase import edits
from sendcase.each import each_of

GONE = "The record it was about is not there any more"
# key → (kind, what follows one of its rows)
KEPT: dict[str, tuple[Kind, Callable]] = {
    sharing.KIND.key: (sharing.KIND, sharing.follow),
    resting.KIND.key: (resting.KIND, resting.follow),
    arrangements.KIND.key: (arrangements.KIND, arrangements.follow),
    training.KIND.key: (training.KIND, training.follow),
    **{kind.key: (kind, owed.follow) for kind in owed.KINDS},
}


def keep_all() -> None:
    each_school(keep)


def keep(school_id: int) -> int:
    """Returns how many rows were followed, or dropped because their record is gone. One where it
    fails keeps no other.
    """
    found = compared(school_id, set(KEPT))
    kept = 0
    for key in KEPT:
        numbers = [each.object_id for each in found if each.kind == key and not each.is_gone]
        kept += each_of(partial(_follow_one, key), numbers, key)
    return kept + sum(drop_gone(each, school_id) for each in found if each.is_gone)


@transaction.atomic
def _follow_one(key: str, number: int) -> None:
    """Locks one record and its line, as whoever changes the record does: nobody waits in a ring."""
    kind, follow = KEPT[key]
    follow(edits.locked(kind.of, number))


@transaction.atomic
def drop_gone(difference, school_id: int) -> bool:
    """Records are not deleted here; somebody did it past us. Nobody can meet what is left."""
    rows = Deadline.objects.open().filter(school=school_id, kind=difference.kind)
    row = rows.filter(object_id=difference.object_id).first()
    return row is not None and drop(row.pk, by=None, why=GONE)
