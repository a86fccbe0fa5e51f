"""A request ends: closed, declined by the agency, or stopped; what it reads here ends too."""

from datetime import date

from django.db import transaction

from agencies import states
from agencies.models import AgencyRequest
from agencies.services.telling import locked, note, refuse_day, said, tell
from letters import services as letters
from letters.deadlines import WAITS_HERE
from letters.models import Letter
from pupils import sharing
from sendcase import edits, moment


@transaction.atomic
def decline(*, row, on: date, words, by, version=None) -> AgencyRequest:
    """The agency cannot help, or sends on to another. Raises Stale, IllegalMove."""
    row = locked(row, version)
    after = states.check(row, "decline")
    said(words, "Write down what they said.")
    refuse_day(on, row.asked_on, "they were asked")
    return _end(row, after, "declined", by, words, on, f"Cannot help: {row.agency.name}")


@transaction.atomic
def close(*, row, by, words="", version=None) -> AgencyRequest:
    """The work is over. What they advised stays, with what is still due on it. Raises Stale,
    IllegalMove.
    """
    row = locked(row, version)
    after = states.check(row, "close")
    words_of_it = f"The work with the child is over: {row.agency.name}"
    return _end(row, after, "closed", by, words, moment.today(), words_of_it)


@transaction.atomic
def stop(*, row, by, words, version=None) -> AgencyRequest:
    """The school does not go on with it. Raises Stale, IllegalMove."""
    row = locked(row, version)
    states.check(row, "stop")
    return stop_now(row, by, said(words, "Say why it is stopped."))


def stop_now(row, by, words) -> AgencyRequest:
    """row: locked. At once, whatever it rested on."""
    after = states.check(row, "stop")
    return _end(row, after, "stopped", by, words, moment.today(), f"Stopped: {row.agency.name}")


def _end(row, after, verb, by, words, on, line) -> AgencyRequest:
    before = row.state
    edits.save(row, state=after, ended_on=on, ended_words=words)
    _shut(row, by)
    withdraw_letters(row, by, "What it asks about was stopped.")
    tell(row, verb, by, {"state": [before, after], "words": ["", words]})
    note(row, line, on)
    return row


def _shut(row, by) -> None:
    if row.share and row.share.ended_at is None:
        sharing.end(share=row.share, by=by)


def withdraw_letters(row, by, reason) -> None:
    """Letters of a request that have not gone out."""
    waiting = Letter.objects.filter(about_type=row._meta.label_lower, about_id=row.pk)
    for letter in waiting.filter(state__in=WAITS_HERE).order_by("pk"):
        letters.withdraw(letter=letter, reason=reason, by=by)
