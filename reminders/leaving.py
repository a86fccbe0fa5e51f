"""A child who left owes the school nothing, nor the school the child: every deadline ends.

The rooms to the right end their own with the record they speak of; what is still open after that
is dropped here, with its reason in the log.
"""

from pupils.leaving import LEFT, Room
from reminders.deadlines import drop
from reminders.models import Deadline


def leave(pupil, by, was) -> None:
    rows = Deadline.objects.open().filter(pupil=pupil).order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        drop(pk, by=by, why=LEFT)


def waiting():
    return Deadline.objects.open().exclude(pupil=None).values_list("pupil", flat=True).distinct()


ROOM = Room("reminders", 90, leave, waiting)
