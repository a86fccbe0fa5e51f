"""Asking, answering, reminding, closing. Each is one transaction with its line in the log."""

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from audit import log
from pupils import chronology
from pupils.leaving import has_gone
from pupils.models import Pupil
from referrals.questions import lists, obligations, people
from referrals.questions.models import Asked, Round
from sendcase import edits, moment
from sendcase.outbox import services as outbox

CLOSED = "These questions are closed. Thank you."


@transaction.atomic
def ask(*, pupil, by, chosen, due_on, referral=None) -> Round:
    """Ask the people chosen. Raises IllegalMove.

    chosen: numbers of people, of those people.candidates names; their rights are the caller's to
    check.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    refuse_asking(pupil, due_on)
    how = people.candidates(pupil)
    if not chosen or not set(chosen) <= set(how):
        raise edits.IllegalMove("Choose whom to ask, from the people on this page.")
    policy = pupil.school.policy
    row = Round.objects.create(
        school_id=pupil.school_id, pupil=pupil, referral=referral, asked_by=by, due_on=due_on,
        content=lists.current(pupil.school).content, days=policy.question_days,
    )  # fmt: skip
    for number in sorted(set(chosen)):
        asked = Asked.objects.create(
            school_id=row.school_id, round=row, pupil=pupil, user_id=number, how=how[number]
        )
        obligations.open_answer(asked)
    note_event("asked", row, by, {"people": [None, sorted(set(chosen))]})
    return row


def refuse_asking(pupil, due_on) -> None:
    if has_gone(pupil.left_on):
        raise edits.IllegalMove("This pupil has left. Nobody can be asked now.")
    if due_on < moment.today():
        raise edits.IllegalMove("Choose today or a later day.")
    if Round.objects.open().filter(pupil=pupil).exists():
        raise edits.IllegalMove("Questions about this pupil are open already. Close those first.")


@transaction.atomic
def answer(*, asked, by, answers, not_taught, note, version=None) -> Asked:
    """Keep what one person says; said again, the later words stand. Raises IllegalMove, Stale.

    answers: one str for each question; with not_taught they are left empty.
    """
    open_round(asked.round_id)
    row = edits.locked(Asked, asked.pk, version)
    changes = {"answers": [] if not_taught else answers, "not_taught": not_taught, "note": note}
    if row.answered_at and all(getattr(row, name) == value for name, value in changes.items()):
        return row
    detail = {name: [getattr(row, name), value] for name, value in changes.items()}
    edits.save(row, answered_at=moment.now(), **changes)
    obligations.close_answer(row)
    note_event("answered", row, by, detail)
    return row


@transaction.atomic
def close(*, round, by) -> Round:
    """End it: nobody opens the questions any more, the answers join the pupil's story."""
    row = open_round(round.pk)
    edits.save(row, closed_at=moment.now(), closed_by=by)
    asked = list(row.asked.all())
    for each in asked:
        obligations.close_answer(each, done=False)
    said = sum(1 for each in asked if each.answered_at and not each.not_taught)
    chronology.note(
        row.pupil,
        f"Questions to {len(asked)} {'colleague' if len(asked) == 1 else 'colleagues'}: "
        f"{said} answered",
        needs=Permission.QUESTION_VIEW,
        url=row.get_absolute_url(),
    )
    note_event("closed", row, by, {"answered": said})
    return row


@transaction.atomic
def remind(*, round, by) -> int:
    """A mail to each who has not answered, once a day at most. Returns to how many."""
    row = open_round(round.pk)
    today, sent = moment.today(), 0
    for each in row.asked.filter(answered_at=None).exclude(reminded_on=today):
        if people.works_here(each.user_id, row.school_id):
            mail(edits.save(edits.locked(Asked, each.pk), reminded_on=today), row, today)
            sent += 1
    if sent:
        note_event("reminded", row, by, {"people": sent})
    return sent


def mail(asked, row, today) -> None:
    """Names no child: the page does."""
    person = User.objects.get(pk=asked.user_id)
    link = f"{settings.SITE_URL}{asked.get_absolute_url()}"
    outbox.add(
        key=f"questions-{asked.pk}-{today.isoformat()}",
        to=person.email,
        subject="Short questions wait for your answer",
        text=f"Hello {person.name},\n\nshort questions about a pupil wait for you. They take two "
        f"minutes. Please answer by {row.due_on:%a} {row.due_on.day} {row.due_on:%b %Y}:\n\n"
        f"{link}\n\nNobody reads replies to this address.\n",
        school_id=row.school_id,
    )


def open_round(pk) -> Round:
    row = edits.locked(Round, pk)
    if row.closed_at:
        raise edits.IllegalMove(CLOSED)
    return row


def note_event(verb, row, by, detail) -> None:
    log.record(
        f"questions.{verb}", target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id,
        detail=detail,
    )  # fmt: skip
