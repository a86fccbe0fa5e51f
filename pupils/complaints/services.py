"""A complaint from its first words to its outcome. What happened is added, never rewritten."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.permissions import Permission as P
from audit import log
from pupils import answering, chronology
from pupils.access import may_about
from pupils.complaints import days, hooks
from pupils.complaints.models import Complaint, ComplaintStep
from pupils.models import Pupil
from sendcase import edits, moment

Kind = ComplaintStep.Kind
CLOSED = "This complaint is closed. Open it again first, and say why."
ANSWERED = "This was answered already, and the answer stays."
UNASKED = "Nobody is asked any more."
NO_QUESTION = dict.fromkeys(("asked_of", "asked_on", "answer_due_on")) | {"asked_words": ""}
UNANSWERED = {"answer": "", "answered_on": None, "answered_by": None}
BY_PEOPLE = [row for row in Kind.choices if row[0] not in (Kind.ANSWER, Kind.REOPENED)]


@transaction.atomic
def record(*, pupil, way, about, made_on, made_by, by, contact=None) -> Complaint:
    """Write down a complaint. Raises IllegalMove for a day that cannot be."""
    pupil = edits.locked(Pupil, pupil.pk)
    days.refuse(days.wrong_made_on(pupil, made_on))
    row = Complaint.objects.create(
        school_id=pupil.school_id, pupil=pupil, way=way, about=about, made_on=made_on,
        made_by=made_by, contact=contact, recorded_by=by,
    )  # fmt: skip
    _tell(row, "complaint.recorded", by, {"way": [None, way]})
    _note(row, f"A complaint was recorded ({way})", made_on)
    return row


@transaction.atomic
def change(*, complaint, way, about, made_on, made_by, by, contact=None, version=None):
    """Put right what was written down. The log keeps what stood there before.

    Raises IllegalMove once it is closed or for a day that cannot be, edits.Stale.
    """
    row = _open(complaint, version)
    days.refuse(days.wrong_made_on(row.pupil, made_on) or days.later_than_steps(row, made_on))
    given = {"way": way, "about": about, "made_on": made_on, "made_by": made_by,
             "contact": contact}  # fmt: skip
    detail = {
        name: [_plain(getattr(row, name)), _plain(value)]
        for name, value in given.items()
        if getattr(row, name) != value
    }
    edits.save(row, **given)
    _tell(row, "complaint.changed", by, detail)
    if "way" in detail:
        _note(row, f"A complaint is {way} now")
    return row


@transaction.atomic
def ask(*, complaint, asked_of, by, due_on=None, words="", version=None) -> Complaint:
    """Ask a colleague to say what they know by a day; asked_of None takes the question back.

    An answer that was given before becomes a step, so that it stays. Raises IllegalMove once it is
    closed, for a day that has gone, for a person who neither teaches the child nor leads; Stale.
    """
    row = _open(complaint, version)
    if asked_of is None:
        if row.answered_on:
            raise edits.IllegalMove(ANSWERED)
        if row.asked_of_id is None:
            raise edits.IllegalMove(UNASKED)
        asked = NO_QUESTION
    else:
        if asked_of not in answering.people(row.pupil):
            raise edits.IllegalMove(f"{asked_of.name} does not teach {row.pupil.first_name}.")
        days.refuse(days.wrong_due_on(due_on))
        asked = {"asked_of": asked_of, "asked_on": moment.today(), "answer_due_on": due_on,
                 "asked_words": words}  # fmt: skip
    if row.answered_on:
        _add(row, Kind.ANSWER, row.answered_on, row.answer, by=row.answered_by)
    detail = {"asked_of": [row.asked_of_id, getattr(asked_of, "pk", None)]}
    edits.save(row, **asked, **UNANSWERED)
    _tell(row, "complaint.asked" if asked_of else "complaint.question_taken_back", by, detail)
    return row


def may_answer(complaint, person) -> bool:
    """Whoever was asked; SENCO and head in their place. Nobody where nobody is asked.

    Asked of a complaint that the person sees.
    """
    if not complaint.is_awaited:
        return False
    if may_about(person, P.COMPLAINT_EDIT, complaint.pupil):
        return True
    mine = complaint.asked_of_id == person.pk
    return mine and may_about(person, P.COMPLAINT_ANSWER, complaint.pupil)


@transaction.atomic
def answer(*, complaint, answer, by, version=None) -> Complaint:
    """What the colleague says, of today. It stays as it was given.

    Raises PermissionDenied, IllegalMove once it is closed or answered, edits.Stale.
    """
    row = _open(complaint, None)
    if row.answered_on:
        raise edits.IllegalMove(ANSWERED)
    if row.asked_of_id is None:
        raise edits.IllegalMove(UNASKED)
    seen = Complaint.objects.visible_to(by).filter(pk=row.pk).exists()
    if not (seen and may_answer(row, by)):
        raise PermissionDenied(P.COMPLAINT_ANSWER)
    row = _open(complaint, version)
    edits.save(row, answer=answer, answered_on=moment.today(), answered_by=by)
    _tell(row, "complaint.answered", by, {})
    _note(row, "A colleague answered about a complaint")
    return row


@transaction.atomic
def add_step(*, complaint, kind, on, words, by, outcome="") -> ComplaintStep:
    """Something that happened: added to those that are there. kind: one of BY_PEOPLE.

    Raises IllegalMove once it is closed or for a day that cannot be.
    """
    row = _open(complaint, None)
    if kind not in dict(BY_PEOPLE):
        raise edits.IllegalMove("Such a step is written by SENDcase itself.")
    days.refuse(days.wrong_step_on(row, on))
    step = _add(row, kind, on, words, by=by, outcome=outcome)
    _tell(row, "complaint.step_added", by, {"step": [None, step.pk], "kind": [None, kind]})
    _note(row, f"About a complaint: {_small(step.get_kind_display())}", on)
    return step


@transaction.atomic
def close(*, complaint, closed_on, outcome, by, version=None) -> Complaint:
    """End it with what came of it. Raises IllegalMove for a day that cannot be, Stale."""
    row = _open(complaint, version)
    days.refuse(days.wrong_closed_on(row, closed_on))
    edits.save(row, closed_on=closed_on, outcome=outcome)
    _tell(row, "complaint.closed", by, {"closed_on": [None, closed_on]})
    _note(row, "A complaint was closed", closed_on)
    return row


@transaction.atomic
def open_again(*, complaint, reason, by, version=None) -> Complaint:
    """The family goes on. The reason, the outcome until now and its day are kept as a step.

    Raises IllegalMove where it is open, edits.Stale.
    """
    row = edits.locked(Complaint, complaint.pk)
    if row.closed_on is None:
        raise edits.IllegalMove("This complaint is open already.")
    row = edits.locked(Complaint, complaint.pk, version)
    before = {"outcome": row.outcome, "was_closed_on": row.closed_on}
    _add(row, Kind.REOPENED, moment.today(), reason, by=by, **before)
    edits.save(row, closed_on=None, outcome="")
    _tell(row, "complaint.reopened", by, {"closed_on": [before["was_closed_on"], None]})
    _note(row, "A complaint was opened again")
    return row


def _open(complaint, version) -> Complaint:
    """Locked and open. Whether it is closed is said before whether the form was stale."""
    if edits.locked(Complaint, complaint.pk).closed_on:
        raise edits.IllegalMove(CLOSED)
    return edits.locked(Complaint, complaint.pk, version)


def _add(row, kind, on, words, *, by, **more) -> ComplaintStep:
    return ComplaintStep.objects.create(
        school_id=row.school_id, complaint=row, kind=kind, on=on, words=words, recorded_by=by,
        **more,
    )  # fmt: skip


def _tell(row, verb, by, detail) -> None:
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(verb, target=row, by=by, detail=detail, **ids)
    hooks.tell(row)


def _note(row, words, on=None) -> None:
    """The story says that something happened; the words are on the complaint's page alone."""
    url = row.get_absolute_url()
    chronology.note(row.pupil, words, needs=P.COMPLAINT_VIEW, url=url, on=on)


def _plain(value):
    return getattr(value, "pk", value)


def _small(words: str) -> str:
    """For the middle of a sentence; SEND Tribunal stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
