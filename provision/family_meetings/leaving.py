"""A child leaves: meetings to come are called off. What was agreed is due again on coming back."""

from provision.family_meetings import deadlines, services
from provision.family_meetings.models import MeetingAction, ParentMeeting
from pupils.leaving import LEFT, Room


def leave(pupil, by, was) -> None:
    for row in ParentMeeting.objects.open().filter(pupil=pupil).order_by("pk"):
        services.end(meeting=row, version=None, step="cancel", why_not=LEFT, by=by)


def come_back(pupil, by) -> None:
    deadlines.keep(pupil.school_id, pupil=pupil)
    todo = MeetingAction.objects.to_do().filter(pupil=pupil).select_related("pupil", "meeting")
    for row in todo:
        deadlines.keep_action(row)


def waiting():
    return ParentMeeting.objects.open().values_list("pupil", flat=True).distinct()


ROOM = Room("parent-meetings", 29, leave, waiting, come_back)
