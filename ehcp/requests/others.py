"""Consultations, disputes and corrected days: beside the request itself."""

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from ehcp.requests import deadlines
from ehcp.requests.models import AssessmentRequest, Consultation, DateCorrection, Dispute
from ehcp.requests.services import refuse_day
from pupils.chronology import note
from pupils.models import Pupil
from sendcase import edits, moment
from sendcase.edits import IllegalMove

# The days of a request in the order in which they happen.
ORDER = ("consulted_on", "sent_on", "received_on", "decided_on", "no_plan_on", "draft_on",
         "issued_on")  # fmt: skip
CORRECTABLE = (*ORDER, "advice_asked_on", "advice_sent_on")


@transaction.atomic
def consulted(*, pupil, by, local_authority, received_on) -> Consultation:
    """An authority asks whether the school can meet a child's needs: 15 days."""
    pupil = edits.locked(Pupil, pupil.pk)
    refuse_day(received_on)
    row = Consultation.objects.create(
        school_id=pupil.school_id, pupil=pupil, local_authority=local_authority,
        received_on=received_on, recorded_by=by,
    )  # fmt: skip
    _told("ehc_consultation.received", row, by, "An authority consulted the school", received_on)
    deadlines.keep_consultation(row)
    return row


@transaction.atomic
def reply(*, row, by, replied_on, answer, words, version=None) -> Consultation:
    row = edits.locked(Consultation, row.pk, version)
    if row.replied_on:
        raise IllegalMove("This was answered before.")
    refuse_day(replied_on, row.received_on, "it came")
    edits.save(row, replied_on=replied_on, answer=answer, words=words)
    _told("ehc_consultation.replied", row, by, "The school answered a consultation", replied_on,
          {"answer": ["", answer]})  # fmt: skip
    deadlines.keep_consultation(row)
    return row


@transaction.atomic
def dispute(*, pupil, by, request=None, **facts) -> Dispute:
    """The family disagrees with a decision. facts: about, letter_on and what is known so far."""
    pupil = edits.locked(Pupil, pupil.pk)
    if request and request.pupil_id != pupil.pk:
        raise IllegalMove("That request is about another child.")
    _refuse_days(facts)
    row = Dispute.objects.create(
        school_id=pupil.school_id, pupil=pupil, request=request, recorded_by=by, **facts
    )
    _told("ehc_dispute.recorded", row, by, "The family disagrees with the authority",
          moment.today())  # fmt: skip
    _keep_with_request(row)
    return row


@transaction.atomic
def change_dispute(*, row, by, version=None, **facts) -> Dispute:
    """What is known by now: days of mediation, certificate, appeal, hearing; or its end."""
    row = edits.locked(Dispute, row.pk, version)
    if row.ended_on:
        raise IllegalMove("This has ended, and stands as it is.")
    _refuse_days({"letter_on": row.letter_on} | facts)
    if facts.get("ended_on") and not facts.get("outcome", "").strip():
        raise IllegalMove("Write down what came of it.")
    detail = {
        name: [str(getattr(row, name) or ""), str(value or "")]
        for name, value in facts.items()
        if getattr(row, name) != value
    }
    edits.save(row, **facts)
    words = "Mediation or appeal ended" if row.ended_on else "Mediation or appeal went on"
    _told("ehc_dispute.changed", row, by, words, row.ended_on or moment.today(), detail)
    _keep_with_request(row)
    return row


def _refuse_days(facts) -> None:
    for name, day in facts.items():
        if name.endswith("_on") and day:
            ahead = name in ("hearing_on", "mediation_on")
            if not ahead:
                refuse_day(day)
            if day < facts["letter_on"]:
                raise IllegalMove("A day is before the authority’s letter. Check the days.")


def _keep_with_request(row) -> None:
    deadlines.keep_dispute(row)
    if row.request_id:
        deadlines.keep_request(edits.locked(AssessmentRequest, row.request_id))


@transaction.atomic
def correct_day(*, row, by, field, now, reason, version=None) -> DateCorrection:
    """A day of a request, or receipt of a consultation, was written down wrong. What stood there
    is kept with the reason.
    """
    row = edits.locked(type(row), row.pk, version)
    is_request = isinstance(row, AssessmentRequest)
    allowed = CORRECTABLE if is_request else ("received_on", "replied_on")
    was = getattr(row, field) if field in allowed else None
    if was is None:
        raise IllegalMove("That day is not written down yet.")
    if was == now:
        raise IllegalMove("That is the day that stands there.")
    if not reason.strip():
        raise IllegalMove("Say what was wrong.")
    refuse_day(now)
    setattr(row, field, now)
    _refuse_order(row, ORDER if is_request else allowed)
    if is_request:
        _refuse_order(row, ("sent_on", "advice_asked_on", "advice_sent_on"))
    edits.save(row, **{field: now})
    about = {"request": row} if is_request else {"consultation": row}
    made = DateCorrection.objects.create(
        school_id=row.school_id, pupil_id=row.pupil_id, field=field, was=was, now=now,
        reason=reason, recorded_by=by, **about,
    )  # fmt: skip
    verb = "ehc_request.corrected" if is_request else "ehc_consultation.corrected"
    _told(verb, row, by, "A day of the EHC papers was corrected", moment.today(),
          {field: [was, now], "reason": reason})  # fmt: skip
    (deadlines.keep_request if is_request else deadlines.keep_consultation)(row)
    return made


def _refuse_order(row, names) -> None:
    days = [day for name in names if (day := getattr(row, name))]
    if days != sorted(days):
        raise IllegalMove("With that day the steps are out of order. Check the other days.")


def _told(verb, row, by, words, on, detail=None) -> None:
    log.record(verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id,
               detail=detail)  # fmt: skip
    url = row.get_absolute_url()
    note(row.pupil, words, needs=Permission.EHC_VIEW, url=url, on=on)
