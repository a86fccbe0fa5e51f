"""Places and promises go with the days of what they hang on. All in the caller's transaction.

No place outlasts its promise, and none is left for one day because somebody was to join later: it
falls away, unless something was noted in it. Each child's own part of the log says so.
"""

from django.db.models import Q

from provision.models import Place, Promise
from provision.promised.telling import tell
from sendcase import edits, moment


def end_places(rows, on, by, reason) -> tuple[list[Place], list[Place]]:
    """(ended, fallen away): those that hold on that day or later have it as their last one."""
    ended, gone = [], []
    for row in held_after(rows, on, or_on=True):
        if row.from_on > on and not is_used(row):
            fall_away(row, by)
            gone.append(row)
        else:
            ended.append(edits.save(row, until_on=max(on, row.from_on), end_reason=reason))
    return ended, gone


def held_after(rows, day, *, or_on=False):
    """Places, locked, that hold after that day; or_on: or on it."""
    later = Q(until_on__gte=day) if or_on else Q(until_on__gt=day)
    rows = rows.filter(Q(until_on=None) | later).select_for_update(of=("self",))
    return rows.select_related("pupil", "intervention").order_by("pk")


def is_used(place) -> bool:
    """Something was noted in it: a tick, or how the child did."""
    return place.marks.exists() or place.measures.exists()


def fall_away(place, by) -> None:
    detail = {"intervention": place.intervention_id, "promise": place.promise_id,
              "from_on": place.from_on.isoformat()}  # fmt: skip
    tell("place.fell_away", place, by, detail)
    place.delete()


def follow_last_day(intervention, last, by) -> None:
    """It ends on another day than `last`: places and promises that were to end with it follow.

    A promise without a last day stands: a group that gets one takes nothing back. So does what
    another group keeps longer, and what was to begin later: nobody gives it then, and that shows.
    """
    day = intervention.ends_on
    places = Place.objects.filter(intervention=intervention)
    ending = set(places.filter(until_on=last).values_list("pk", flat=True))
    if day is not None:
        ending |= {row.pk for row in held_after(places, day)}
    for row in Place.objects.filter(pk__in=ending).order_by("pk"):
        if day is not None and row.from_on > day and not is_used(row):
            fall_away(row, by)
        else:
            _ends_on(row, day, last, by)


def _ends_on(place, day, last, by) -> None:
    said = edits.locked(Promise, place.promise_id)
    if last is not None and said.until_on == last:
        _move(said, by, until_on=_last_of(said, place, day))
    until_on = earliest(day, said.until_on)
    _move(edits.locked(Place, place.pk), by, until_on=until_on and max(until_on, place.from_on))


def _last_of(promise, place, day):
    """The last day of a promise whose place ends on `day`: not before its other places do."""
    if day is None:
        return None
    others = Place.objects.filter(promise=promise).exclude(pk=place.pk)
    ends = [until_on or promise.until_on for until_on in others.values_list("until_on", flat=True)]
    return max(day, place.from_on, promise.from_on, *ends)


def earliest(*days):
    """None where none of them is said."""
    return min((day for day in days if day is not None), default=None)


def follow_first_day(intervention, first, by) -> None:
    """It begins on another day than `first`: places that were to begin with it follow. Promises
    only while nothing of them is past: what was promised and not given must show.
    """
    day = intervention.starts_on
    for row in beginning(Place.objects.filter(intervention=intervention), first, day):
        said = Promise.objects.filter(pk=row.promise_id)
        if min(first, day) > moment.today() and beginning(said, first, day).exists():
            _move(edits.locked(Promise, row.promise_id), by, from_on=day)
        _move(row, by, from_on=day)


def beginning(rows, first, day):
    """Dated rows that begin on `first` and may begin on `day`; one of a single day stays."""
    lasting = Q(until_on=None) | Q(until_on__gte=day)
    return rows.filter(lasting, from_on=first).exclude(until_on=first)


def _move(row, by, **days) -> None:
    """Save other days of a place or a promise, and tell it of the child."""
    other = {name: day for name, day in days.items() if getattr(row, name) != day}
    if not other:
        return
    detail = {name: [getattr(row, name), day] for name, day in other.items()}
    edits.save(row, **other)
    tell(f"{row._meta.model_name}.moved", row, by, detail)
