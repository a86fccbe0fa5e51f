"""A child leaves: what is open here ends; the authority and the next school go on with it."""

from ehcp.requests import services
from ehcp.requests.models import AssessmentRequest
from pupils.leaving import LEFT, Room


def leave(pupil, by, was) -> None:
    for row in _open().filter(pupil=pupil).order_by("pk"):
        services.drop(row=row, by=by, end_reason=LEFT)


def waiting():
    return _open().values_list("pupil", flat=True)


def _open():
    return AssessmentRequest.objects.filter(state__in=AssessmentRequest.OPEN)


ROOM = Room("ehc_requests", 12, leave, waiting)
