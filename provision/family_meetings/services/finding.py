"""A meeting locked with what moves beside it, and how a change is told."""

from accounts.permissions import Permission as P
from audit import log
from letters import services as letters
from letters.models import Letter
from provision.family_meetings import deadlines
from provision.family_meetings.models import ParentMeeting
from pupils import chronology
from pupils.models import Pupil
from sendcase import edits

KIND = ParentMeeting._meta.label_lower
WAITING = (Letter.State.PREPARED, Letter.State.APPROVED)
OUT = (*WAITING, Letter.State.ISSUED)


def locked(meeting, version=None) -> ParentMeeting:
    """The child, the letters about the meeting, the meeting: in the order in which letters lock.

    Raises edits.Stale.
    """
    edits.locked(Pupil, meeting.pupil_id)
    list(letters_about(meeting, OUT).select_for_update().order_by("pk").values_list("pk"))
    return edits.locked(ParentMeeting, meeting.pk, version)


def letters_about(meeting, states):
    return Letter.objects.filter(about_type=KIND, about_id=meeting.pk, state__in=states)


def withdraw_letters(meeting, reason: str, by, states=OUT) -> None:
    for letter in letters_about(meeting, states).order_by("pk"):
        letters.withdraw(letter=letter, reason=reason, by=by)


def tell(meeting, verb: str, by, detail: dict, story="", on=None) -> ParentMeeting:
    """The log, a line in the child's story where there is one, and what is due."""
    ids = {"school_id": meeting.school_id, "pupil_id": meeting.pupil_id}
    log.record(f"parentmeeting.{verb}", target=meeting, by=by, detail=detail, **ids)
    if story:
        url, needs = meeting.get_absolute_url(), P.PARENT_MEETING_VIEW
        chronology.note(meeting.pupil, story, needs=needs, url=url, on=on)
    deadlines.keep(meeting.school_id, pupil=meeting.pupil)
    return meeting


def changes(row, new: dict) -> dict[str, list]:
    """{field: [before, after]} of what differs."""
    return {name: [getattr(row, name), x] for name, x in new.items() if getattr(row, name) != x}
