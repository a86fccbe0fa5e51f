"""An agreed action is done; somebody who works with the child adds a note."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.permissions import Permission as P
from audit import log
from provision.family_meetings import deadlines
from provision.family_meetings.models import MeetingAction, MeetingNote
from pupils.access import may_about
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove


def may_do(action, person) -> bool:
    """Whoever writes meetings of this child, and whoever promised it."""
    if may_about(person, P.PARENT_MEETING_EDIT, action.pupil):
        return True
    promised = action.owner_id == person.pk
    return promised and may_about(person, P.PARENT_MEETING_NOTE, action.pupil)


@transaction.atomic
def done(*, action, version, done_on, done_words, by) -> MeetingAction:
    """Raises PermissionDenied, Stale, IllegalMove."""
    if not may_do(action, by):
        raise PermissionDenied(P.PARENT_MEETING_EDIT)
    row = edits.locked(MeetingAction, action.pk, version)
    if row.done_on is not None:
        raise IllegalMove(f"This was done on {day_text(row.done_on)} already.")
    if done_on > moment.today():
        raise IllegalMove(f"{day_text(done_on)} has not come yet.")
    edits.save(row, done_on=done_on, done_words=done_words, done_by=by)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    detail = {"done_on": [None, done_on], "done_words": ["", done_words]}
    log.record("meetingaction.done", target=row, by=by, detail=detail, **ids)
    deadlines.keep_action(row)
    return row


@transaction.atomic
def add_note(*, meeting, text, by) -> MeetingNote:
    """It stays as it is written, with the name and the day."""
    row = MeetingNote.objects.create(
        school_id=meeting.school_id, pupil_id=meeting.pupil_id, meeting=meeting, text=text,
        author=by,
    )  # fmt: skip
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("meetingnote.added", target=row, by=by, detail={"text": [None, text]}, **ids)
    return row
