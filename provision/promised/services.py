"""Promises are made, changed and ended; pupils get places that keep them."""

from datetime import timedelta

from django.db import transaction

from accounts.permissions import Permission
from provision import hooks
from provision.models import Intervention, Mark, Place, Promise
from provision.promised import days, locking
from provision.promised.telling import amount, tell
from pupils.chronology import note
from pupils.models import Pupil
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove

DAY = timedelta(days=1)
P = Permission


@transaction.atomic
def promise(*, pupil, by, what, minutes, times, per="week", from_on, until_on=None) -> Promise:
    """The pupil is to get `times` × `minutes` a `per`. Raises IllegalMove for wrong days."""
    refuse_days(pupil, from_on, until_on)
    row = Promise.objects.create(
        school_id=pupil.school_id, pupil=pupil, made_by=by, what=what, minutes=minutes,
        times=times, per=per, from_on=from_on, until_on=until_on,
    )  # fmt: skip
    tell("promise.made", row, by, amount(row))
    note(pupil, f"Extra help promised: {what}", needs=P.PROVISION_VIEW, on=from_on)
    return row


@transaction.atomic
def change(*, promise, version, by, from_on, minutes, times, per) -> Promise:
    """Another amount from that day on: a new row that replaces this one; places go over to it.

    Raises Stale; IllegalMove where it has ended or the day is not after its first.
    """
    locking.children([promise.pupil_id])
    locking.groups_of([promise])
    old = edits.locked(Promise, promise.pk, version)
    if old.until_on and old.until_on < from_on:
        raise IllegalMove(f"This promise ended on {day_text(old.until_on)}. Make a new one.")
    if from_on <= old.from_on:
        raise IllegalMove(f"It began on {day_text(old.from_on)}. Choose a day after that.")
    new = _instead(old, made_by=by, from_on=from_on, minutes=minutes, times=times, per=per)
    edits.save(old, until_on=from_on - DAY)
    for place in Place.objects.filter(promise=old).held_or_later(from_on):
        _go_over(place, new, from_on)
    tell("promise.changed", new, by, {"before": amount(old), "after": amount(new)})
    hooks.replaced(old, new)
    return new


def _instead(old, **facts) -> Promise:
    """A promise between `old` and what was to follow it already."""
    following = Promise.objects.select_for_update().filter(replaces=old).first()
    if following:
        edits.save(following, replaces=None)
    new = Promise.objects.create(
        school_id=old.school_id, pupil_id=old.pupil_id, what=old.what, until_on=old.until_on,
        replaces=old, **facts,
    )  # fmt: skip
    if following:
        edits.save(following, replaces=new)
    return new


def _go_over(place, new, from_on) -> None:
    """The place serves the new promise from that day; before it, the old one."""
    if place.from_on >= from_on:
        edits.save(place, promise=new)
        return
    until_on = place.until_on
    edits.save(place, until_on=from_on - DAY)
    later = Place.objects.create(
        school_id=place.school_id, intervention_id=place.intervention_id,
        pupil_id=place.pupil_id, promise=new, from_on=from_on, until_on=until_on,
    )  # fmt: skip
    # Ticks go with their days: a list would ask for them once more, under the new place.
    Mark.objects.filter(place=place, session__on__gte=from_on).update(place=later)


@transaction.atomic
def end(*, promise, version, by, on, reason) -> Promise:
    """Its last day is `on`; its places end with it. Raises Stale, IllegalMove for a wrong day."""
    locking.children([promise.pupil_id])
    locking.groups_of([promise])
    row = edits.locked(Promise, promise.pk, version)
    if on < row.from_on:
        raise IllegalMove(f"It began on {day_text(row.from_on)}. It can't end before that.")
    hooks.changed(*_end(row, by, on, reason))
    return row


@transaction.atomic
def end_all(*, promises, by, on, reason) -> set[Intervention]:
    """These of one child, who is locked, end on that day; one that begins later keeps its first.
    Returns the interventions for which hooks.changed() is to be called: once, by the caller.
    """
    locking.groups_of(promises)
    groups: set[Intervention] = set()
    for each in promises:
        row = edits.locked(Promise, each.pk)
        groups |= _end(row, by, on, reason)
    return groups


def _end(row, by, on, reason) -> set[Intervention]:
    last = max(on, row.from_on)
    edits.save(row, until_on=last, end_reason=reason)
    ended, gone = days.end_places(Place.objects.filter(promise=row), on, by, reason)
    tell("promise.ended", row, by, {"on": last.isoformat(), "reason": reason})
    note(row.pupil, f"Extra help ended: {row.what}", needs=P.PROVISION_VIEW, on=last)
    hooks.ended(row)
    return {held.intervention for held in (*ended, *gone)}


@transaction.atomic
def place(*, intervention, pupil, by, from_on, until_on=None, keeps=None) -> Place:
    """The pupil joins from that day. keeps: the promise it keeps, and ends with; without one, one
    is made of the intervention's own minutes and times.

    Raises IllegalMove: not agreed, already in it, of another school or child, wrong days.
    """
    pupil = edits.locked(Pupil, pupil.pk)
    group = edits.locked(Intervention, intervention.pk)
    keeps = keeps and edits.locked(Promise, keeps.pk)
    _refuse_place(group, pupil, from_on, until_on, keeps)
    until_on = until_on or group.ends_on
    keeps = keeps or promise(
        pupil=pupil, by=by, what=group.name, minutes=group.minutes, times=group.times,
        from_on=from_on, until_on=until_on,
    )  # fmt: skip
    row = Place.objects.create(
        school_id=group.school_id, intervention=group, pupil=pupil, promise=keeps,
        from_on=from_on, until_on=days.earliest(until_on, keeps.until_on),
    )  # fmt: skip
    tell("place.given", row, by, {"intervention": group.pk, "promise": keeps.pk})
    hooks.changed(group)
    return row


@transaction.atomic
def leave(*, place, version, by, on, reason, keep_promise=False) -> Place:
    """The pupil's last day in it. The promise ends too, unless it is to be kept another way."""
    locking.children([place.pupil_id])
    locking.groups_of([place.promise_id])
    row = edits.locked(Place, place.pk, version)
    if on < row.from_on:
        raise IllegalMove(f"The place began on {day_text(row.from_on)}. Choose that day or later.")
    edits.save(row, until_on=on, end_reason=reason)
    tell("place.left", row, by, {"on": on.isoformat(), "reason": reason})
    others = Place.objects.filter(promise=row.promise).held_or_later(on + DAY)
    if not keep_promise and not others.exists():
        end(promise=row.promise, version=row.promise.version, by=by, on=on, reason=reason)
    hooks.changed(row.intervention)
    return row


def _refuse_place(group, pupil, from_on, until_on, keeps) -> None:
    if group.state != Intervention.State.AGREED:
        raise IllegalMove("This is not agreed, or it is over. Nobody can join it.")
    if group.school_id != pupil.school_id or keeps and keeps.pupil_id != pupil.pk:
        raise IllegalMove("This belongs to another child or school.")
    refuse_days(pupil, from_on, until_on)
    if from_on < group.starts_on or group.ends_on and from_on > group.ends_on:
        last = f" until {day_text(group.ends_on)}" if group.ends_on else ""
        raise IllegalMove(f"It runs from {day_text(group.starts_on)}{last}. Choose a day in it.")
    if keeps and keeps.until_on and from_on > keeps.until_on:
        raise IllegalMove(f"What was promised ends on {day_text(keeps.until_on)}. Choose an "
                          "earlier day, or promise it anew.")  # fmt: skip
    mine = Place.objects.filter(intervention=group, pupil=pupil)
    if mine.held_or_later(from_on).exists():
        raise IllegalMove(f"{pupil.name} has a place in this already.")


def refuse_days(pupil, from_on, until_on) -> None:
    if until_on and until_on < from_on:
        raise IllegalMove("The last day is before the first day. Change one of them.")
    if from_on <= pupil.born_on or abs((from_on - moment.today()).days) > 3660:
        raise IllegalMove("This first day can't be right. Check the year.")
    if pupil.left_on and from_on > pupil.left_on:
        raise IllegalMove(f"{pupil.name} left on {day_text(pupil.left_on)}.")
