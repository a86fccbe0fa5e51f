"""Recording an answer, and withdrawing it: what rests on it stops in the same transaction."""

from django.db import IntegrityError, transaction

from accounts.permissions import Permission
from audit import log
from pupils import documents, school_age
from pupils.chronology import note
from pupils.consents import hooks, marked
from pupils.consents.models import Consent
from pupils.models import Contact, Document, Pupil, Share
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove

ALONE = (
    "{name} is over compulsory school age, so only {name}’s own agreement counts here. Ask {name}, "
    "and write the answer down under consents."
)
LATER = "A later answer said something else."
TITLES = {"agency": "an outside agency", "sharing": "sharing", "photo": "a photo"}


class AnswersAlone(IllegalMove):
    """Somebody answered for a young person who answers for themselves."""


@transaction.atomic
def record(
    *, pupil, kind, scope, answer, given_by, given_on, evidence, by,
    contact=None, by_young_person=False, until_on=None, document=None, paper=None, source=None,
    may_decide_reason="",
) -> Consent:  # fmt: skip
    """Write down one answer to one question.

    document: a paper on file; paper: a new one (pupils.papers.Paper), kept with the answer for
    those who read consents. source: ("letters.letter", pk) of what asked for it; the second record
    of one source is the first. by: None where the family answered on a page. A photo's last answer
    counts: a no ends the yes before it, and a yes given before a later no is kept, but holds
    nothing. may_decide_reason: why the yes of somebody marked “do not contact” counts, of a SENCO.
    Raises IllegalMove for impossible days or people, AnswersAlone over compulsory school age,
    marked.Marked for such a yes without a reason.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    if source and (known := of_source(*source)):
        return known
    _refuse_days(given_on, until_on)
    _refuse_people(pupil, given_by, given_on, contact, by_young_person, document)
    who = marked.marked_contact(pupil, contact, given_by, by_young_person)
    reason = marked.checked(pupil, who, answer, may_decide_reason, by)
    document = _kept_paper(pupil, kind, paper, by) if paper else document
    source_type, source_id = source or ("", None)
    row = _keep(
        school_id=pupil.school_id, pupil=pupil, kind=kind, scope=scope, answer=answer,
        contact=contact, by_young_person=by_young_person, given_by=given_by, given_on=given_on,
        until_on=until_on, evidence=evidence, document=document, source_type=source_type,
        source_id=source_id, recorded_by=by, may_decide_reason=reason,
    )  # fmt: skip
    detail = {"kind": kind, "answer": answer, "given_on": given_on, "until_on": until_on,
              "document": document and document.pk, "may_decide_reason": reason}  # fmt: skip
    tell("consent.recorded", row, by, detail)
    words = "Agreed" if answer == Consent.Answer.YES else "Did not agree"
    note_of(row, f"{words}: {TITLES[kind]}", given_on)
    hooks.tell(hooks.on_changed, row)
    settle_photo(row, by)
    return row


def of_source(type_, number) -> Consent | None:
    """The answer that came from that row; one recorded in error is none."""
    return Consent.objects.said().filter(source_type=type_, source_id=number).first()


def _kept_paper(pupil, kind, paper, by) -> Document:
    return documents.store(
        pupil=pupil, title=f"Consent: {TITLES[kind]}", data=paper.data, by=by,
        media_type=paper.media_type, needs=Permission.CONSENT_VIEW,
    )  # fmt: skip


def _keep(**fields) -> Consent:
    try:
        with transaction.atomic():
            return Consent.objects.create(**fields)
    except IntegrityError as error:
        raise IllegalMove("This answer cannot be kept as it is. Check its dates.") from error


@transaction.atomic
def withdraw(*, consent, on, withdrawn_by, how, by, version=None) -> Consent:
    """From today nothing rests on it: shares end, letters waiting stop, the photo is hidden.

    on: the day they said so. Raises IllegalMove for an impossible day, or where there is nothing
    to withdraw; edits.Stale.
    """
    edits.locked(Pupil, consent.pupil_id)  # as record() and letters lock: pupil first
    row = edits.locked(Consent, consent.pk)
    if row.in_error_at:
        raise IllegalMove("This was recorded in error and holds nothing.")
    if row.withdrawn_on:
        raise IllegalMove("This was withdrawn before. It ended then.")
    if row.answer != Consent.Answer.YES:
        raise IllegalMove("Nobody agreed here, so there is nothing to withdraw.")
    if not row.given_on <= on <= moment.today():
        raise IllegalMove(
            f"It was given on {day_text(row.given_on)}: it was withdrawn then or later, and not "
            "after today."
        )
    row = edits.locked(Consent, consent.pk, version)
    _end(row, on, withdrawn_by, how, by)
    if row.kind == Consent.Kind.PHOTO:
        for other in _photo_answers(row.pupil_id).exclude(pk=row.pk).filter(given_on__lte=on):
            _end(other, on, withdrawn_by, how, by)
    return row


def _end(row, on, withdrawn_by, how, by) -> None:
    edits.save(row, withdrawn_on=on, withdrawn_by=withdrawn_by, withdrawn_how=how,
               withdrawn_recorded_by=by)  # fmt: skip
    tell("consent.withdrawn", row, by, {"kind": row.kind, "withdrawn_on": on})
    note_of(row, f"Consent withdrawn: {TITLES[row.kind]}", on)
    end_shares(row, by)
    hooks.tell(hooks.on_changed, row)
    hooks.tell(hooks.on_ended, row, by)


def end_shares(row, by) -> None:
    from pupils import sharing

    for share in Share.objects.filter(consent=row, ended_at=None).order_by("pk"):
        sharing.end(share=share, by=by)


def holds(pupil, kind) -> bool:
    return Consent.objects.filter(pupil=pupil, kind=kind).holding().exists()


def _photo_answers(pupil_id):
    """Every yes about a photo that is not withdrawn."""
    rows = Consent.objects.said().filter(pupil=pupil_id, kind=Consent.Kind.PHOTO, withdrawn_on=None)
    return rows.filter(answer=Consent.Answer.YES).order_by("pk")


def settle_photo(row, by) -> None:
    """One photo, one answer: the last one."""
    if row.kind != Consent.Kind.PHOTO:
        return
    if row.answer == Consent.Answer.NO:
        for earlier in _photo_answers(row.pupil_id).filter(given_on__lte=row.given_on):
            _end(earlier, row.given_on, row.given_by, LATER, by)
        return
    if later := _later_no(row):
        day, who = later
        _end(row, day, who, LATER, by)


def _later_no(row):
    """(day, who) of a no, or a withdrawal, after the day of this yes; None for none."""
    photos = Consent.objects.said().filter(pupil=row.pupil_id, kind=Consent.Kind.PHOTO)
    found = [
        *photos.filter(answer="no", given_on__gt=row.given_on).values_list("given_on", "given_by"),
        *photos.filter(withdrawn_on__gt=row.given_on).values_list("withdrawn_on", "withdrawn_by"),
    ]
    return max(found, default=None)


def _refuse_days(given_on, until_on) -> None:
    if given_on > moment.today():
        raise IllegalMove(f"{day_text(given_on)} has not come yet.")
    if until_on and until_on < given_on:
        raise IllegalMove("It ends before it was given. Check both dates.")


def _refuse_people(pupil, given_by, given_on, contact, by_young_person, document) -> None:
    if not given_by.strip():
        raise IllegalMove("Say who answered.")
    if contact and by_young_person:
        raise IllegalMove("Either the child answered, or somebody for them.")
    if contact and not Contact.objects.filter(pk=contact.pk, pupil=pupil).exists():
        raise IllegalMove("This person is no contact of this child.")
    if contact and not contact.parental_responsibility:
        raise IllegalMove(f"{contact.name} has no parental responsibility on file.")
    if document and document.pupil_id != pupil.pk:
        raise IllegalMove("This paper is about another child.")
    if not by_young_person and answers_alone(pupil, given_on):
        raise AnswersAlone(
            f"{pupil.first_name} is over compulsory school age and answers in person."
        )


def answers_alone(pupil, on) -> bool:
    """Over compulsory school age the young person answers, unless a lack of capacity is recorded.

    Source: Children and Families Act 2014, sections 79, 80 and 83; SEND Regulations 2014, reg. 64.
    """
    over = school_age.is_over_compulsory_school_age(pupil.born_on, on)
    return over and pupil.parents_may_be_told != "capacity"


def note_of(row, words, on) -> None:
    url = f"{row.pupil.get_absolute_url()}consents/"
    note(row.pupil, words, needs=Permission.CONSENT_VIEW, url=url, on=on)


def tell(verb, row, by, detail) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id, detail=detail
    )
