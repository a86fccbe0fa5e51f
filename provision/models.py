"""The records of this app, by the room they stand in."""

from provision.family_meetings.models import MeetingAction, MeetingNote, ParentMeeting  # noqa: F401
