"""A child who left owes the school nothing, nor the school the child: every deadline ends.

The rooms to the right end their own with the record they speak of; what is still open after that
is dropped here, with its reason in the log.
"""

from audit import log
from pupils.leaving import LEFT, Room
from reminders.models import Deadline
from sendcase import edits, moment


def leave(pupil, by, was) -> None:
    rows = Deadline.objects.open().filter(pupil=pupil).order_by("pk")
    for pk in list(rows.values_list("pk", flat=True)):
        row = edits.locked(Deadline, pk)
        if row.state != Deadline.State.OPEN:
            continue
        edits.save(row, state=Deadline.State.DROPPED, closed_at=moment.now())
        log.record(
            "deadline.dropped",
            target=row,
            by=by,
            school_id=row.school_id,
            pupil_id=row.pupil_id,
            detail={"kind": row.kind, "reason": LEFT},
        )


def waiting():
    return Deadline.objects.open().exclude(pupil=None).values_list("pupil", flat=True).distinct()


ROOM = Room("reminders", 90, leave, waiting)
