"""A child leaves: a letter that has not gone out stays here. One that has is out in the world: its
answer is still taken, though nobody waits for it any more.
"""

from letters import deadlines, services
from letters.models import Letter
from pupils.leaving import LEFT, Room


def leave(pupil, by, was) -> None:
    for letter in _unsent().select_for_update().filter(pupil=pupil).order_by("pk"):
        services.withdraw(letter=letter, reason=LEFT, by=by)


def come_back(pupil, by) -> None:
    """A letter that was sent and not answered is still not answered."""
    for letter in Letter.objects.filter(pupil=pupil, state=Letter.State.ISSUED):
        deadlines.keep(letter)


def waiting():
    return _unsent().values_list("pupil", flat=True).distinct()


def _unsent():
    return Letter.objects.filter(state__in=deadlines.WAITS_HERE)


ROOM = Room("letters", 30, leave, waiting, come_back)
