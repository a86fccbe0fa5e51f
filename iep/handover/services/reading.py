"""The next teacher reads, asks once, and is answered."""

from datetime import timedelta

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from iep.handover import deadlines, states
from iep.handover.models import Handover, HandoverNote
from pupils import chronology
from schools import calendar
from sendcase import edits, moment

ANSWER_WITHIN = timedelta(days=5)


@transaction.atomic
def read_one(*, note, by) -> HandoverNote:
    """The next teacher has read this child's note, as it was frozen. Twice is once."""
    handover = locked_for(note.handover_id, by)
    row = edits.locked(HandoverNote, note.pk)
    if row.read_at is None:
        mark(row, by)
    finish(handover, by)
    return row


@transaction.atomic
def read_all(*, handover, notes, by) -> Handover:
    """The next teacher has read all of `notes`, those they may see."""
    row = locked_for(handover.pk, by)
    for note in HandoverNote.objects.filter(pk__in=notes, read_at=None).order_by("pk"):
        mark(edits.locked(HandoverNote, note.pk), by)
    finish(row, by)
    return row


def locked_for(pk, by) -> Handover:
    row = edits.locked(Handover, pk)
    states.check(row, "read")
    if row.receiver_id != by.pk:
        raise edits.IllegalMove("Only the next teacher says that it was read.")
    return row


def mark(row, by) -> None:
    edits.save(row, read_by=by, read_at=moment.now())
    frozen = row.versions.first()
    detail = {"version": [None, frozen.number], "sha256": [None, frozen.sha256]}
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("handovernote.accepted", target=row, by=by, detail=detail, **ids)
    said, url = "The next teacher read the handover", row.get_absolute_url()
    chronology.note(row.pupil, said, needs=Permission.HANDOVER_READ, url=url)


def finish(handover, by) -> None:
    """When every child's note was read, the handover is accepted."""
    unread = handover.notes.current().filter(read_at=None).exists()
    if handover.state == states.State.HANDED and not unread:
        edits.save(handover, state=states.State.ACCEPTED)
        deadlines.keep(handover)
        log.record("handover.accepted", target=handover, by=by, school_id=handover.school_id)


@transaction.atomic
def ask(*, note, question, by) -> HandoverNote:
    """One question back to the writer. Raises IllegalMove for a second one."""
    handover = locked_for(note.handover_id, by)
    row = edits.locked(HandoverNote, note.pk)
    if row.asked_at is not None:
        raise edits.IllegalMove("You have asked about this child already. Talk to the writer.")
    due = calendar.next_open(handover.school, moment.today() + ANSWER_WITHIN)
    edits.save(row, question=question, asked_at=moment.now(), answer_by=due)
    row.handover = handover
    deadlines.expect_answer(row)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(
        "handovernote.asked", target=row, by=by, detail={"question": [None, question]}, **ids
    )
    return row


@transaction.atomic
def answer(*, note, version, answer, by) -> HandoverNote:
    """Answer it. Raises Stale, IllegalMove where nothing was asked or it was answered."""
    row = edits.locked(HandoverNote, note.pk, version)
    if row.asked_at is None:
        raise edits.IllegalMove("Nothing was asked about this child.")
    if row.answered_at is not None:
        raise edits.IllegalMove("This question was answered already.")
    edits.save(row, answer=answer, answered_by=by, answered_at=moment.now())
    deadlines.answered(row)
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("handovernote.answered", target=row, by=by, detail={"answer": [None, answer]}, **ids)
    return row
