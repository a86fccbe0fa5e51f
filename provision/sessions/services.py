"""Who covers a session, the note on it, another day for it, and one outside the timetable.

Ticking is beside: provision.sessions.ticking.
"""

from django.db import transaction

from accounts.models import User
from audit import log
from provision.models import Intervention, Mark, Session
from provision.sessions import deadlines, making
from provision.sessions.ticking import Ticked, tick
from pupils.wording import day_text
from schools.calendar import calendar_of
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove

__all__ = ["Ticked", "cover", "extra", "move", "note", "tick"]


@transaction.atomic
def cover(*, session, version, by, person: User | None) -> Session:
    """The person runs it that day and sees its list that day. None: whoever runs it does.

    Raises Stale, IllegalMove for a day that is over.
    """
    row = edits.locked(Session, session.pk, version)
    if row.on < moment.today():
        raise IllegalMove(f"This session was on {day_text(row.on)}. Nobody can cover it now.")
    before = row.cover_by_id
    edits.save(row, cover_by=person)
    tell("session.covered", row, by, {"cover_by": [before, person and person.pk]})
    return row


@transaction.atomic
def note(*, session, version, by, text: str) -> Session:
    """What is worth knowing of that day, for the next one. Raises Stale."""
    row = edits.locked(Session, session.pk, version)
    before = row.note
    edits.save(row, note=text)
    tell("session.noted", row, by, {"note": [before, text]})
    return row


@transaction.atomic
def move(*, session, version, by, on, starts_at=None) -> Session:
    """It takes place on another day; whoever covered it did so for the day it was on.

    Raises Stale, IllegalMove: ticked already, or a day it can't be on.
    """
    # The intervention first, as the hourly look locks them.
    run = edits.locked(Intervention, session.intervention_id)
    row = edits.locked(Session, session.pk, version)
    if Mark.objects.filter(session=row).exclude(outcome="").exists():
        raise IllegalMove("It is ticked already. Take the ticks back first.")
    refuse_day(run, on)
    if row.slot_id and row.slot.weekday == on.weekday() and on != (row.planned_on or row.on):
        raise IllegalMove(f"{run.name} is on {day_text(on)} by its timetable. Choose another day.")
    before = row.on
    planned = (row.planned_on or row.on) if row.slot_id else None
    covers = row.cover_by if on == before else None
    detail = {
        "on": [before.isoformat(), on.isoformat()],
        "cover_by": [row.cover_by_id, covers and covers.pk],
    }
    edits.save(row, on=on, planned_on=None if planned == on else planned, starts_at=starts_at,
               cover_by=covers)  # fmt: skip
    tell("session.moved", row, by, detail)
    deadlines.keep(row.school_id, [run.pk])
    return row


@transaction.atomic
def extra(*, intervention, by, on, starts_at=None, minutes=None, room="") -> Session:
    """A session outside the timetable. Raises IllegalMove for a day it can't be on."""
    run = edits.locked(Intervention, intervention.pk)
    refuse_day(run, on)
    row = Session.objects.create(
        school_id=run.school_id, intervention=run, on=on, starts_at=starts_at,
        minutes=minutes or run.minutes, room=room or run.room,
    )  # fmt: skip
    tell("session.added", row, by, {"on": on.isoformat(), "minutes": row.minutes})
    deadlines.keep(row.school_id, [run.pk])
    return row


def refuse_day(run, on) -> None:
    """Days the intervention has, on which the school is open, neither long ago nor far ahead."""
    if run.state not in making.RUNS:
        raise IllegalMove("This is not agreed. It has no sessions.")
    if on < run.starts_on or run.ends_on and on > run.ends_on:
        last = f" until {day_text(run.ends_on)}" if run.ends_on else ""
        raise IllegalMove(f"It runs from {day_text(run.starts_on)}{last}. Choose a day in it.")
    if abs((on - moment.today()).days) > making.BACK.days:
        raise IllegalMove("This day can't be right. Check the year.")
    if not making.may_take_place(calendar_of(School.objects.get(pk=run.school_id)), on):
        raise IllegalMove(f"The school is not open on {day_text(on)}. Choose a school day.")


def tell(verb, row, by, detail) -> None:
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
