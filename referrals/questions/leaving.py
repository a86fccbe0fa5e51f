"""A child leaves: the questions about them are closed."""

from pupils.leaving import Room
from referrals.questions import services
from referrals.questions.models import Round


def leave(pupil, by, was) -> None:
    for row in Round.objects.open().filter(pupil=pupil):
        services.close(round=row, by=by)


def waiting():
    return Round.objects.open().values_list("pupil", flat=True).distinct()


ROOM = Room("questions", 11, leave, waiting)
