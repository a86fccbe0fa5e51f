"""Who reads a meeting with a family, and who only its day."""

from accounts.permissions import Permission as P
from pupils.querysets import OfPupilQuerySet

OPEN = ("planned", "invited")


class ParentMeetingQuerySet(OfPupilQuerySet):
    """visible_to(user): with all that was said; with P.PARENT_MEETING_BOOK: to book and invite."""

    permission = P.PARENT_MEETING_VIEW

    def open(self):
        return self.filter(state__in=OPEN)

    def held(self):
        return self.filter(state="held")


class ActionQuerySet(OfPupilQuerySet):
    permission = P.PARENT_MEETING_VIEW

    def to_do(self):
        return self.filter(done_on=None)


class MeetingNoteQuerySet(OfPupilQuerySet):
    permission = P.PARENT_MEETING_VIEW
