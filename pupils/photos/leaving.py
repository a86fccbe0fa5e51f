"""A child leaves: the photo goes, row and file. Whoever comes back is photographed anew."""

from pupils.leaving import Room
from pupils.photos import services
from pupils.photos.models import PupilPhoto


def leave(pupil, by, was) -> None:
    services.remove_photo(pupil=pupil, by=by)


def waiting():
    return PupilPhoto.objects.values_list("pupil", flat=True)


ROOM = Room("photos", 90, leave, waiting)
