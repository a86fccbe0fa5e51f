"""The family hears what was advised: by our letter, by word, or, for the child’s safety, not."""

from datetime import date

from django.db import transaction

from agencies import deadlines
from agencies.models import Advice
from agencies.purposes import ADVISED
from agencies.services.telling import locked_advice, note, record, refuse_day, said
from letters import services as letters
from letters.deadlines import WAITS_HERE
from letters.models import Letter
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove

BY_LETTER = "By our letter L{number}"
DONE = "The family was told already."


@transaction.atomic
def write(*, advice, words, our_steps, by, version=None) -> list:
    """Prepare the letters; the family counts as told on the day they are sent. Raises Stale;
    IllegalMove where it is told already or nobody can be written to.
    """
    row = _owed(advice, version)
    facts = {"agency": row.agency.name, "came_on": day_text(row.received_on), "advice": words,
             "our_steps": our_steps}  # fmt: skip
    try:
        made = letters.prepare(purpose=ADVISED.key, pupil=row.pupil, facts=facts, attachments=[],
                               about=row, by=by)  # fmt: skip
    except letters.CannotPrepare as why:
        raise IllegalMove(str(why)) from why
    record(row, "agency_advice.letter", by, {"letters": [None, [each.pk for each in made]]})
    return made


@transaction.atomic
def told(*, advice, on: date, how, by, version=None) -> Advice:
    """We told them ourselves: at a meeting, by phone. Raises Stale, IllegalMove."""
    row = _owed(advice, version)
    refuse_day(on, row.received_on, "the advice came")
    said(how, "Say how they were told.")
    return _settle(row, Advice.Told.TOLD, on, how, by)


@transaction.atomic
def not_told(*, advice, why, by, version=None) -> Advice:
    """Telling them could put the child in danger. Letters that wait are taken back. Raises Stale,
    IllegalMove.
    """
    row = _owed(advice, version)
    said(why, "Say why they are not told.")
    waiting = Letter.objects.filter(about_type=row._meta.label_lower, about_id=row.pk)
    for letter in waiting.filter(state__in=WAITS_HERE).order_by("pk"):
        letters.withdraw(letter=letter, reason="The family is not told of this.", by=by)
    return _settle(row, Advice.Told.NOT, moment.today(), why, by)


def letter_went(letter) -> None:
    """In the transaction in which a letter counts as sent (Purpose.on_issue)."""
    if letter.about_type != Advice._meta.label_lower:
        return
    row = edits.locked(Advice, letter.about_id)
    if row.told == Advice.Told.OWED:
        how = BY_LETTER.format(number=letter.pk)
        _settle(row, Advice.Told.TOLD, letter.issued_on, how, letter.issued_by)


def _owed(advice, version) -> Advice:
    row = locked_advice(advice, version)
    if row.told == Advice.Told.TOLD:
        raise IllegalMove(DONE)
    if row.told == Advice.Told.NOT:
        edits.save(row, told=Advice.Told.OWED, told_on=None, told_how="", told_by=None)
    return row


def _settle(row, state, on, how, by) -> Advice:
    edits.save(row, told=state, told_on=on, told_how=how, told_by=by)
    record(row, "agency_advice.told", by, {"told": [None, state], "how": ["", how]})
    deadlines.keep_advice(row)
    if state == Advice.Told.TOLD:
        note(row, f"The family was told what was advised: {row.agency.name}", on)
    return row
