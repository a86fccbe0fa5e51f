"""An agreement is recorded, ends, or was an error: the requests that rest on it follow at once, in
the transaction of the consent. The child's row is locked there first.
"""

from django.db.models import Q

from agencies import gate, states
from agencies.models import AgencyRequest
from agencies.services import asking, ending
from agencies.services.telling import tell
from pupils.consents.models import Consent
from sendcase import edits

TAKEN_BACK = "The agreement was withdrawn, so this stopped at once."
IN_ERROR = "The agreement was recorded in error, so this stopped at once."


def on_changed(consent) -> None:
    """An answer to the letter of a request lets it be asked, or closes it kindly."""
    if consent.kind != Consent.Kind.AGENCY or consent.withdrawn_on:
        return
    if consent.in_error_at:
        _undo_no(consent)
        return
    number = gate.request_of(consent)
    row = number and _locked(number, consent)
    if not row:
        return
    by = consent.recorded_by or row.opened_by
    if consent.answer == Consent.Answer.NO:
        if states.can(row, "hear a no"):
            asking.hear_no(row=row, consent=consent, by=by)
    elif row.state == AgencyRequest.State.WAITING and not gate.against(row, consent):
        asking.allow(row, by, consent=consent)


def on_ended(consent, by) -> None:
    """Withdrawn, or found to be an error: what rested on it stops. A ground of safety stands."""
    rows = AgencyRequest.objects.filter(consent=consent, ground="").open()
    for number in rows.order_by("pk").values_list("pk", flat=True):
        row = _locked(number, consent)
        if consent.in_error_at and row.state == AgencyRequest.State.READY:
            _wait_again(row, consent)  # nothing had gone
        else:
            ending.stop_now(row, by, IN_ERROR if consent.in_error_at else TAKEN_BACK)


def _locked(number, consent) -> AgencyRequest:
    row = edits.locked(AgencyRequest, number)
    row.pupil = consent.pupil
    return row


def _undo_no(consent) -> None:
    """The no was another family's: what it closed, by a letter or by hand, is open again."""
    if consent.answer != Consent.Answer.NO:
        return
    closed = Q(refusal=consent) | Q(pk=gate.request_of(consent), refusal=None)
    rows = AgencyRequest.objects.filter(closed, pupil=consent.pupil_id, state="refused")
    for number in rows.order_by("pk").values_list("pk", flat=True):
        _wait_again(_locked(number, consent), consent)


def _wait_again(row, consent) -> None:
    edits.save(row, state=states.check(row, "wait again"), consent=None, refusal=None,
               ended_on=None, ended_words="")  # fmt: skip
    tell(row, "waits_again", consent.in_error_by, {"consent": [consent.pk, None]})
