"""Put a deadline off with a reason, and take that back. Its due day stays what it is."""

from datetime import date, timedelta

from django.db import transaction

from audit import log
from pupils.wording import day_text
from reminders.kinds import kinds
from reminders.models import Deadline
from reminders.owners import NOT_PUT_OFF
from sendcase import edits, moment

LONGEST_DAYS = 60
DONE = "This is done already, or fell away. There is nothing left to put off."
IS_BACK = "This stands on Today already."


def wrong(deadline, until: date | None = None) -> str:
    """Why it may not be put off (at all, or until that day), in a sentence; "" where it may."""
    today = moment.today()
    if deadline.state != Deadline.State.OPEN:
        return DONE
    if is_fixed(deadline) and deadline.due_on <= today:
        return f"{_set_by(deadline, today)} It cannot be put off."
    if until is None:
        return ""
    if until <= today:
        return "Choose a day after today: it comes back to Today on that day."
    last = last_day(deadline)
    if until <= last:
        return ""
    if is_fixed(deadline) and last == deadline.due_on:
        return f"{_set_by(deadline, today)} It can be put off until then at most."
    return f"It can be put off for {LONGEST_DAYS} days at most: until {day_text(last)}."


def is_fixed(deadline) -> bool:
    """Never put off beyond its day: the law sets it, or nothing is left to do after it."""
    return deadline.is_legal or kinds[deadline.kind].falls_away


def _set_by(deadline, today: date) -> str:
    day = "today" if deadline.due_on == today else day_text(deadline.due_on)
    if deadline.is_legal:
        return f"The law’s day for this {'was' if deadline.due_on < today else 'is'} {day}."
    return f"This falls away after {day}."


def last_day(deadline) -> date:
    """The latest day on which it must be back."""
    longest = moment.today() + timedelta(days=LONGEST_DAYS)
    return min(longest, deadline.due_on) if is_fixed(deadline) else longest


@transaction.atomic
def put_off(*, deadline, until: date, why: str, by, version=None) -> Deadline:
    """Raises IllegalMove where it is closed or may not be put off until then, edits.Stale."""
    row = _open(deadline, version)
    if refused := wrong(row, until):
        raise edits.IllegalMove(refused)
    before, said = row.put_off_until, row.put_off_why
    edits.save(row, put_off_until=until, put_off_why=why)
    _tell(row, "deadline.put_off", by, {"until": [before, until], "why": [said, why]})
    return row


@transaction.atomic
def take_back(*, deadline, by) -> Deadline:
    """It stands where it belongs again, at once. Raises IllegalMove where nobody put it off."""
    row = _open(deadline, None)
    if row.put_off_until is None:
        raise edits.IllegalMove(IS_BACK)
    before = row.put_off_until
    edits.save(row, **NOT_PUT_OFF)
    _tell(row, "deadline.taken_back", by, {"until": [before, None]})
    return row


def _open(deadline, version) -> Deadline:
    """Locked and open. That it is closed is said before that the form was stale."""
    if edits.locked(Deadline, deadline.pk).state != Deadline.State.OPEN:
        raise edits.IllegalMove(DONE)
    return edits.locked(Deadline, deadline.pk, version)


def _tell(row, verb, by, detail) -> None:
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(verb, target=row, by=by, detail=detail, **ids)
