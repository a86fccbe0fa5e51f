"""What time alone changes, or an upgrade brought in: a share runs out, a year is over.

Looks hourly at the kinds that follow rows left of this app, and follows just those rows where table
and records differ. Any number of times.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Model

from pupils.models import ExamAccess, Pupil, Share
from reminders import arrangements, owed, sharing, training
from reminders.kinds import Kind
from reminders.models import Deadline
from schools.each import each_school
from schools.models import Obligation, Training
from sendcase import moment

# (kind, the model its numbers are of, what follows one row)
KEPT: list[tuple[Kind, type[Model], Callable]] = [
    (sharing.KIND, Share, sharing.follow),
    (arrangements.KIND, ExamAccess, arrangements.follow),
    (training.KIND, Training, training.follow),
    *((kind, Obligation, owed.follow) for kind in owed.KINDS),
]


def keep_all() -> None:
    each_school(keep)


@transaction.atomic
def keep(school_id: int) -> int:
    """Returns how many rows were followed."""
    numbers = [(model, follow, differing(kind, school_id)) for kind, model, follow in KEPT]
    for model, follow, found in numbers:
        for row in model.objects.select_for_update().filter(pk__in=found).order_by("pk"):
            follow(row)
    return sum(len(found) for _, _, found in numbers)


def differing(kind: Kind, school_id: int) -> set[int]:
    """Numbers of the rows whose deadline is missing, too many or of another day."""
    gone = set(
        Pupil.objects.filter(school=school_id, left_on__lte=moment.today()).values_list(
            "pk", flat=True
        )
    )
    rows = kind.recount(school_id)
    wanted = {row.object_id: row.due_on for row in rows if row.pupil_id not in gone}
    found = Deadline.objects.open().filter(school=school_id, kind=kind.key)
    there = dict(found.values_list("object_id", "due_on"))
    return {pk for pk in wanted.keys() | there.keys() if wanted.get(pk) != there.get(pk)}
