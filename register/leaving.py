"""A child leaves: the place on the register ends with the last day here, and stays to be read."""

from pupils.leaving import LEFT, Room
from register import hooks, services
from register.models import RegisterEntry, ReviewRow
from register.review.deadlines import must_tell
from sendcase import edits


def leave(pupil, by, was) -> None:
    entry = RegisterEntry.objects.filter(pupil=pupil).open().first()
    if entry is not None:
        _end(entry, pupil, by)
    elif ended := _ended_with(pupil, was):
        _move_end(ended, pupil, by)


def _end(entry, pupil, by) -> None:
    """Whoever was placed after the day now noted as the last keeps one day."""
    last_day = max(entry.from_on, pupil.left_on)
    entry = services.end(entry, last_day=last_day, reason=LEFT, by=by)
    services.show_stage(pupil, None)
    detail = {"until_on": [None, last_day], "end_reason": ["", LEFT]}
    words = f"{entry.stage_name} ended: left the school"
    services.write(entry, "closed", words, by=by, on=last_day, detail=detail)
    hooks.changed(pupil)


def _ended_with(pupil, was):
    """The entry that ended with another last day, now put right."""
    if was is None or was == pupil.left_on:
        return None
    newest = services.newest(pupil)
    ended = newest is not None and (newest.until_on, newest.end_reason) == (was, LEFT)
    return newest if ended else None


def _move_end(entry, pupil, by) -> None:
    row = edits.locked(RegisterEntry, entry.pk)
    before, last_day = row.until_on, max(row.from_on, pupil.left_on)
    edits.save(row, until_on=last_day)
    detail = {"until_on": [before, last_day]}
    words = f"{row.stage_name} ended: left the school"
    services.write(row, "closed", words, by=by, on=last_day, detail=detail)


def waiting():
    return RegisterEntry.objects.open().values_list("pupil", flat=True)


def come_back(pupil, by) -> None:
    """A family that was to be told of the end of support is still to be told."""
    for row in ReviewRow.objects.filter(pupil=pupil, told_on=None).exclude(tell_by=None):
        must_tell(row)


ROOM = Room("register", 40, leave, waiting, come_back)
