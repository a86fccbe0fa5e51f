"""A term's interventions go on in the next one: copied, each once, with or without its children."""

from dataclasses import dataclass

from django.db import transaction

from provision import hooks
from provision.interventions import services as interventions
from provision.interventions.models import Intervention
from provision.models import Place, Promise
from provision.promised import locking
from provision.promised import services as promised
from pupils.models import Pupil
from schools.calendar import Span
from sendcase import edits
from sendcase.edits import IllegalMove

COPIED = ("programme", "name", "about", "area", "work", "wave", "agency", "room", "minutes",
          "times", "places", "success_measure")  # fmt: skip


@dataclass
class Copied:
    """What came of it: interventions made, places given, children left out because they left."""

    made: int = 0
    places: int = 0
    already: int = 0
    gone: int = 0


@transaction.atomic
def copy(*, school, term: Span, chosen, with_pupils, by) -> Copied:
    """Each chosen intervention begins anew on the first day of `term` and ends on its last.

    chosen: interventions of the school; with_pupils: the numbers of those whose children come
    along. One that was copied into this term before is left as it is. Raises IllegalMove where one
    still runs in that term: then there is nothing to copy.
    """
    done = Copied()
    chosen = list(chosen)
    locking.children_of(*(row.pk for row in chosen))
    for row in chosen:
        old = edits.locked(Intervention, row.pk)
        if old.school_id != school.pk:
            raise IllegalMove("This belongs to another school.")
        if copied_into(old, term):
            done.already += 1
            continue
        if old.ends_on is None or old.ends_on >= term.starts_on:
            raise IllegalMove(f"{old.name} runs on into that term. It needs no copy.")
        new = _begin(old, school, term, by)
        done.made += 1
        if old.pk in with_pupils:
            _take_along(old, new, by, done)
    return done


def copied_into(old: Intervention, term: Span) -> bool:
    rows = Intervention.objects.filter(copied_from=old).exclude(state="declined")
    return rows.filter(starts_on__gte=term.starts_on, starts_on__lte=term.ends_on).exists()


def _begin(old, school, term, by) -> Intervention:
    new = interventions.start(
        school=school, by=by, copied_from=old, starts_on=term.starts_on, ends_on=term.ends_on,
        **{name: getattr(old, name) for name in COPIED},
    )  # fmt: skip
    last = old.ends_on
    for staff in old.staff.held_on(last).select_related("user"):
        if staff.user is None or _works(staff.user, school, term.starts_on):
            interventions.add_staff(
                intervention=new, by=by, user=staff.user, name=staff.name, from_on=new.starts_on
            )
    slots = [
        {"weekday": slot.weekday, "starts_at": slot.starts_at, "minutes": slot.minutes,
         "room": slot.room}
        for slot in old.slots.held_on(last).real()
    ]  # fmt: skip
    if slots:
        interventions.set_timetable(intervention=new, by=by, from_on=new.starts_on, slots=slots)
    return new


def _works(user, school, day) -> bool:
    return school.memberships.held_on(day).filter(user=user).exists()


def _take_along(old, new, by, done: Copied) -> None:
    """Children who had a place on its last day. A promise that goes on is kept by the new place;
    one that ended goes on as a new one, and what pointed at it points at that one, too.
    """
    places = Place.objects.filter(intervention=old).held_on(old.ends_on)
    for place in places.select_related("promise", "pupil"):
        child = Pupil.objects.get(pk=place.pupil_id)
        if child.left_on and child.left_on < new.starts_on:
            done.gone += 1
            continue
        said = _newest(place.promise, new.starts_on)
        keeps = said if goes_on(said, new.starts_on) else _anew(said, new, by)
        promised.place(
            intervention=new, pupil=child, by=by, from_on=new.starts_on, keeps=keeps
        )  # fmt: skip
        done.places += 1


def goes_on(promise: Promise, day) -> bool:
    return promise.until_on is None or promise.until_on >= day


def _newest(promise: Promise, day) -> Promise:
    """It, or what came in its place until that day: two groups may have kept one in turn, and the
    other was copied before.
    """
    while not goes_on(promise, day):
        following = Promise.objects.filter(replaces=promise).first()
        if following is None:
            break
        promise = following
    return promise


def _anew(old: Promise, new: Intervention, by) -> Promise:
    made = promised.promise(
        pupil=old.pupil, by=by, what=old.what, minutes=old.minutes, times=old.times, per=old.per,
        from_on=new.starts_on, until_on=new.ends_on,
    )  # fmt: skip
    edits.save(edits.locked(Promise, made.pk), replaces=old)
    hooks.replaced(old, made)
    return made
