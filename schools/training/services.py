"""Writing down a training, for one or for many; putting it right; letting it go."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from audit import log
from schools import wording
from schools.training.models import Training
from sendcase import edits, moment
from sendcase.edits import IllegalMove

EARLIEST = date(1990, 1, 1)  # before that, a slip in the year
ALL_STAFF = "All staff"
# What upper apps do when a row changed, in that transaction; added in AppConfig.ready().
followers: list[Callable[[Training], None]] = []


@transaction.atomic
def record(*, school, people: Iterable, names: Iterable[str], whole_staff: bool, by, **facts):
    """A row for each of these people, each name, and all staff. facts: title, provider, kind,
    area, held_on, minutes, expires_on, note. Raises IllegalMove.
    """
    refuse_days(facts["held_on"], facts["expires_on"])
    who = [{"person": person, "name": person.name} for person in people]
    who += [{"person": None, "name": name} for name in names]
    who += [{"person": None, "name": ALL_STAFF, "is_whole_staff": True}] if whole_staff else []
    if not who:
        raise IllegalMove("Say who it was for.")
    made = [Training.objects.create(school=school, recorded_by=by, **each, **facts) for each in who]
    for row in made:
        _tell("training.recorded", row, by, {"title": [None, row.title], "who": row.name})
    return made


@transaction.atomic
def change(*, training, version, by, **facts) -> Training:
    """Raises edits.Stale, IllegalMove."""
    row = edits.locked(Training, training.pk, version)
    _refuse_taken_back(row)
    refuse_days(facts["held_on"], facts["expires_on"])
    before = Training.objects.get(pk=row.pk)
    changed = {
        name: [getattr(row, name), x] for name, x in facts.items() if getattr(row, name) != x
    }
    detail = {
        name: [getattr(old, "pk", old), getattr(new, "pk", new)]
        for name, (old, new) in changed.items()
    }
    # The key is made anew with the title it is of.
    edits.save(row, **facts, title_key=row.title_key)
    _tell("training.changed", row, by, detail, before)
    return row


@transaction.atomic
def end(*, training, by) -> Training:
    """It runs out and is not needed any more. Twice: once."""
    row = edits.locked(Training, training.pk)
    _refuse_taken_back(row)
    if row.ended_on is None:
        edits.save(row, ended_on=moment.today())
        _tell("training.ended", row, by, {"ended_on": [None, row.ended_on]})
    return row


@transaction.atomic
def take_back(*, training, by) -> Training:
    """It was written down by mistake. Twice: once."""
    row = edits.locked(Training, training.pk)
    if row.taken_back_at is None:
        edits.save(row, taken_back_at=moment.now(), taken_back_by=by)
        _tell("training.taken_back", row, by, {"title": [row.title, None], "who": row.name})
    return row


def refuse_days(held_on: date, expires_on: date | None) -> None:
    if held_on > moment.today():
        raise IllegalMove(f"{wording.day(held_on)} has not come yet. Write it down once it was.")
    if held_on < EARLIEST:
        raise IllegalMove(f"{wording.day(held_on)} is long ago. Check the year.")
    if expires_on and expires_on <= held_on:
        raise IllegalMove("It runs out after the day it was held. Change one of the days.")


def _refuse_taken_back(row) -> None:
    if row.taken_back_at is not None:
        raise IllegalMove("This was taken back: it was written down by mistake.")


def _tell(verb, row, by, detail, before=None) -> None:
    """before: the row as it was, where who or what it is of may have changed."""
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
    for each in filter(None, (before, row)):
        for follow in followers:
            follow(each)
