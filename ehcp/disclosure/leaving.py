"""A child leaves: nothing here ends with the last day, for the next head or a court may ask just
then; only the deadlines do (reminders.leaving). For a child who comes back they begin again.
"""

from ehcp.disclosure import deadlines
from ehcp.disclosure.models import Disclosure
from pupils.leaving import Room


def leave(pupil, by, was) -> None:
    """What waits may still be decided and sent."""


def waiting() -> list[int]:
    return []


def come_back(pupil, by) -> None:
    waits = (Disclosure.State.ASKED, Disclosure.State.READY)
    for row in Disclosure.objects.filter(pupil=pupil, state__in=waits).order_by("pk"):
        row.pupil = pupil
        deadlines.keep(row)


ROOM = Room("ehc_disclosures", 37, leave, waiting, come_back)
