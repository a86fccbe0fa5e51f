"""A child leaves: promises and places end with the last day here; wishes are no longer asked.

Who comes back begins anew.
"""

from django.db.models import F, Q

from provision import hooks
from provision.interventions import placing
from provision.models import Intervention, Place, PlaceWish, Promise
from provision.promised import services as promised
from pupils.leaving import LEFT, Room
from sendcase import edits


def leave(pupil, by, was) -> None:
    """What follows in the groups is done once for the child: in July sixty leave on one day."""
    wishes = PlaceWish.objects.filter(pupil=pupil).waiting().select_related("intervention")
    groups = {wish.intervention for wish in wishes}
    for wish in wishes:
        placing.settle(wish, by, is_given=False, reason=LEFT)
    if was is not None and was != pupil.left_on:
        groups |= _move(pupil, was)
    open_ones = lasting(Promise, pupil.left_on).filter(pupil=pupil)
    groups |= promised.end_all(promises=list(open_ones), by=by, on=pupil.left_on, reason=LEFT)
    hooks.changed(*groups)


def lasting(model, day):
    """Rows that hold after that day. One that begins later keeps its first day, and no more."""
    later = Q(until_on=None) | Q(until_on__gt=day)
    return model.objects.filter(later).exclude(end_reason=LEFT)


def _move(pupil, was) -> set[Intervention]:
    """The last day was put right: what ended with it ends on the other day."""
    for model in (Promise, Place):
        for row in model.objects.filter(pupil=pupil, until_on=was, end_reason=LEFT):
            edits.save(edits.locked(model, row.pk), until_on=max(row.from_on, pupil.left_on))
    return set(Intervention.objects.filter(pupils__pupil=pupil, pupils__end_reason=LEFT))


def waiting():
    later = Q(until_on=None) | Q(until_on__gt=F("pupil__left_on"))
    gone = Promise.objects.filter(later, pupil__left_on__isnull=False).exclude(end_reason=LEFT)
    wishes = PlaceWish.objects.waiting().filter(pupil__left_on__isnull=False)
    numbers = gone.order_by().values_list("pupil", flat=True)
    return numbers.union(wishes.order_by().values_list("pupil", flat=True))


ROOM = Room("provision", 15, leave, waiting)
