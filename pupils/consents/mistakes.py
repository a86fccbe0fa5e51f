"""An answer that was recorded in error: it stays in the record, marked, and counts for nothing."""

from django.db import transaction

from pupils.consents import hooks, services
from pupils.consents.models import Consent
from pupils.models import Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def recorded_in_error(*, consent, reason, by) -> Consent:
    """Undo an answer that nobody gave: what rests on it stops at once, as when it is withdrawn.

    A no about a photo had ended the yes before it: that one holds again. Raises IllegalMove where
    it was done before.
    """
    edits.locked(Pupil, consent.pupil_id)
    row = edits.locked(Consent, consent.pk)
    if row.in_error_at:
        raise IllegalMove("This was marked as recorded in error before.")
    edits.save(row, in_error_at=moment.now(), in_error_by=by, in_error_reason=reason)
    services.tell("consent.in_error", row, by, {"kind": row.kind, "answer": row.answer})
    services.note_of(row, f"Recorded in error: {services.TITLES[row.kind]}", moment.today())
    services.end_shares(row, by)
    hooks.tell(hooks.on_changed, row)
    if row.answer == Consent.Answer.YES:
        hooks.tell(hooks.on_ended, row, by)
    elif row.kind == Consent.Kind.PHOTO:
        _open_again(row, by)
    return row


def _open_again(no, by) -> None:
    """What this no alone had ended; another later no still counts."""
    ended = Consent.objects.said().filter(
        pupil=no.pupil_id, kind=no.kind, answer=Consent.Answer.YES, withdrawn_on=no.given_on,
        withdrawn_by=no.given_by, withdrawn_how=services.LATER,
    )  # fmt: skip
    rows = [edits.locked(Consent, pk) for pk in ended.order_by("pk").values_list("pk", flat=True)]
    for row in rows:
        edits.save(row, withdrawn_on=None, withdrawn_by="", withdrawn_how="",
                   withdrawn_recorded_by=None)  # fmt: skip
        services.tell("consent.opened_again", row, by, {"kind": row.kind})
        hooks.tell(hooks.on_changed, row)
    for row in rows:
        services.settle_photo(row, by)
