"""A child leaves: nothing is asked of an agency any more, and nobody outside reads on. What was
advised stays; for a child who comes back it is due again.
"""

from agencies import deadlines
from agencies.models import Advice, AgencyRequest
from agencies.services import ending
from agencies.services.telling import locked
from pupils.leaving import LEFT, Room


def leave(pupil, by, was) -> None:
    rows = AgencyRequest.objects.filter(pupil=pupil).open()
    for row in rows.order_by("pk"):
        ending.stop_now(locked(row), by, f"{LEFT}.")


def waiting():
    return AgencyRequest.objects.open().values_list("pupil", flat=True).distinct()


def come_back(pupil, by) -> None:
    for row in AgencyRequest.objects.filter(pupil=pupil, look_by__isnull=False, second_by=None):
        row.pupil = pupil
        deadlines.keep(row)
    for row in Advice.objects.filter(pupil=pupil).order_by("pk"):
        row.pupil = pupil
        deadlines.keep_advice(row)


ROOM = Room("agencies", 33, leave, waiting, come_back)
