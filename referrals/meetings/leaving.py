"""A child leaves: nobody decides about the concern any more, here."""

from pupils.leaving import LEFT, Room
from referrals.meetings import services
from referrals.meetings.models import ProgressRow


def leave(pupil, by, was) -> None:
    for row in ProgressRow.objects.waiting().filter(pupil=pupil).order_by("pk"):
        services.decide(row=row, version=None, by=by, decided_how=LEFT)


def waiting():
    return ProgressRow.objects.waiting().values_list("pupil", flat=True).distinct()


ROOM = Room("progress", 11, leave, waiting)
