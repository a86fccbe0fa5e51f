"""What time alone changes, or an upgrade brought in: a share runs out, a year is over.

Looks hourly at the kinds that follow rows left of this app, and follows just those rows where table
and records differ. Any number of times.
"""

from collections.abc import Callable

from django.db import transaction

from reminders import arrangements, owed, sharing
from reminders.deadlines import drop
from reminders.kinds import Kind
from reminders.models import Deadline
from reminders.recount import compared
from schools.each import each_school

GONE = "The record it was about is not there any more"
# (kind, what follows one of its rows)
KEPT: list[tuple[Kind, Callable]] = [
    (sharing.KIND, sharing.follow),
    (arrangements.KIND, arrangements.follow),
    *((kind, owed.follow) for kind in owed.KINDS),
]


def keep_all() -> None:
    each_school(keep)


@transaction.atomic
def keep(school_id: int) -> int:
    """Returns how many rows were followed, or dropped because their record is gone."""
    found = compared(school_id, {kind.key for kind, _ in KEPT})
    kept = 0
    for kind, follow in KEPT:
        numbers = [each.object_id for each in found if each.kind == kind.key and not each.is_gone]
        for row in kind.of.objects.select_for_update().filter(pk__in=numbers).order_by("pk"):
            follow(row)
            kept += 1
    return kept + sum(drop_gone(each, school_id) for each in found if each.is_gone)


def drop_gone(difference, school_id: int) -> bool:
    """Records are not deleted here; somebody did it past us. Nobody can meet what is left."""
    rows = Deadline.objects.open().filter(school=school_id, kind=difference.kind)
    row = rows.filter(object_id=difference.object_id).first()
    return row is not None and drop(row.pk, by=None, why=GONE)
