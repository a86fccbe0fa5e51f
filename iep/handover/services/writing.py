"""Writing about one child."""

from django.db import transaction

from audit import log
from iep.handover import states
from iep.handover.models import Handover, HandoverNote
from sendcase import edits, moment


@transaction.atomic
def write(*, note, version, works, words, by) -> HandoverNote:
    """Save what works and the note to the next teacher. Raises Stale, IllegalMove."""
    handover = edits.locked(Handover, note.handover_id)
    states.check(handover, "write")
    row = edits.locked(HandoverNote, note.pk, version)
    given = {"works": works, "note": words}
    detail = {n: [getattr(row, n), new] for n, new in given.items() if getattr(row, n) != new}
    edits.save(row, **given, written_by=by, written_at=moment.now())
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("handovernote.written", target=row, by=by, detail=detail, **ids)
    return row
