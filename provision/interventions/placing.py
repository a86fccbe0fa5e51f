"""Pupils join an intervention, or a colleague asks that they may; the SENCO answers."""

from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Greatest

from audit import log
from provision import hooks
from provision.interventions import services, telling
from provision.models import Intervention, Place, PlaceWish, Promise
from provision.promised import locking
from provision.promised import services as promised
from sendcase import edits, moment
from sendcase.edits import IllegalMove

State = Intervention.State


@transaction.atomic
def join(*, intervention, pupils, by, from_on, keeps=None, tells=True) -> list[Place]:
    """Each pupil gets a place from that day; whoever asked for one hears that it was given.

    keeps: {pupil number: the promise that it keeps}; tells=False: the caller sends the mails.
    Raises IllegalMove where there are fewer places left than pupils, and as promised.place does.
    """
    locking.children([pupil.pk for pupil in pupils])
    row = edits.locked(Intervention, intervention.pk)
    if not pupils:
        raise IllegalMove("Tick at least one pupil.")
    left = row.places - taken(row, from_on)
    if len(pupils) > left:
        raise IllegalMove(none_left(left))
    made = [
        promised.place(
            intervention=row, pupil=pupil, by=by, from_on=from_on,
            keeps=(keeps or {}).get(pupil.pk),
        )
        for pupil in pupils
    ]  # fmt: skip
    met = list(waiting(row).filter(pupil__in=pupils))
    for each in met:
        settle(each, by, is_given=True, reason="")
    if tells:
        telling.answered(row, met, by, with_proposal=False)
    hooks.changed(row)
    return made


def waiting(row):
    """The wishes that wait, locked."""
    rows = PlaceWish.objects.select_for_update(of=("self",)).filter(intervention=row).waiting()
    return rows.select_related("pupil", "asked_by")


def none_left(left: int) -> str:
    if left < 1:
        return "Every place is taken. Give it more places first, or start a second group."
    one = "one place is" if left == 1 else f"{left} places are"
    return f"Only {one} left. Tick fewer, or give it more places first."


def taken(intervention, day) -> int:
    """Children who have a place on that day or later. A change of amount makes two rows of one."""
    held = Place.objects.filter(intervention=intervention).held_or_later(day).order_by()
    return held.values("pupil").distinct().count()


@transaction.atomic
def wish(*, intervention, pupils, by, why="") -> list[PlaceWish]:
    """Ask for places. Raises IllegalMove: it is over, nobody is ticked, already in it or asked."""
    locking.children([pupil.pk for pupil in pupils])
    row = edits.locked(Intervention, intervention.pk)
    if row.state not in (State.PROPOSED, State.AGREED):
        raise IllegalMove("This is over. Nobody can join it.")
    if not pupils:
        raise IllegalMove("Tick at least one pupil.")
    for pupil in pupils:
        _refuse_wish(row, pupil)
    made = [
        PlaceWish.objects.create(
            school_id=row.school_id, intervention=row, pupil=pupil, asked_by=by, why=why
        )
        for pupil in pupils
    ]
    for each in made:
        tell("place.asked", each, by)
    hooks.changed(row)
    return made


def _refuse_wish(row, pupil) -> None:
    if row.school_id != pupil.school_id:
        raise IllegalMove("This belongs to another child or school.")
    if pupil.left_on and pupil.left_on <= moment.today():
        raise IllegalMove(f"{pupil.name} has left.")
    mine = {"intervention": row, "pupil": pupil}
    if Place.objects.filter(**mine).held_or_later(moment.today()).exists():
        raise IllegalMove(f"{pupil.name} has a place in this already.")
    if PlaceWish.objects.filter(**mine).waiting().exists():
        raise IllegalMove(f"A place for {pupil.name} is asked for already.")


@transaction.atomic
def answer(*, intervention, version, by, agree=None, given=(), from_on=None, reason=""):
    """The SENCO's answer to a proposal and to the wishes that wait; whoever asked hears of it.

    agree: True or False about a proposal, None where it is agreed already. given: the wishes that
    get a place from that day; the others do not, for `reason`. Raises Stale, IllegalMove.
    """
    locking.children_of(intervention.pk)
    row = edits.locked(Intervention, intervention.pk, version)
    if agree is True:
        row = services.agree(intervention=row, version=row.version, by=by)
    elif agree is False:
        row = services.decline(intervention=row, version=row.version, by=by, reason=reason)
    wishes = list(waiting(row))
    chosen = [each for each in wishes if each in given and agree is not False]
    refused = [each for each in wishes if each not in chosen]
    if chosen:
        join(
            intervention=row, pupils=[each.pupil for each in chosen], by=by, from_on=from_on,
            tells=False,
        )  # fmt: skip
    for each in refused:
        settle(each, by, is_given=False, reason=reason)
    telling.answered(row, wishes, by, with_proposal=agree is not None)
    hooks.changed(row)
    return row


def settle(each, by, *, is_given, reason) -> None:
    row = edits.locked(PlaceWish, each.pk)
    edits.save(
        row, decided_by=by, decided_on=moment.today(), is_given=is_given, reason=reason
    )  # fmt: skip
    tell("place.granted" if is_given else "place.refused", row, by)


def over(row, by, reason) -> None:
    """It stops: who asked for a place hears that there is none. In the caller's transaction."""
    wishes = list(waiting(row))
    for each in wishes:
        settle(each, by, is_given=False, reason=reason)
    telling.answered(row, wishes, by, with_proposal=False)


@transaction.atomic
def take_back(*, wish, by) -> PlaceWish:
    """Whoever asked no longer asks. Raises IllegalMove where it was answered."""
    row = edits.locked(PlaceWish, wish.pk)
    if row.decided_on:
        raise IllegalMove("This was answered already.")
    settle(row, by, is_given=False, reason="Taken back")
    hooks.changed(row.intervention)
    return row


def open_promises(pupils, day) -> list:
    """Promises that hold on that day or later and that no place keeps then, oldest first."""
    kept = Place.objects.held_or_later(day).values("promise")
    rows = Promise.objects.filter(pupil__in=pupils).held_or_later(day).exclude(pk__in=kept)
    return list(rows.order_by("from_on", "pk"))


def with_room(rows, day):
    """Agreed ones that are not over on that day, with `taken` and at least one place left."""
    since = Greatest(F("starts_on"), day)
    held = Q(pupils__until_on=None) | Q(pupils__until_on__gte=since)
    here = rows.filter(Q(ends_on=None) | Q(ends_on__gte=day), state=State.AGREED)
    counted = here.annotate(taken=Count("pupils__pupil", filter=held, distinct=True))
    return counted.filter(taken__lt=F("places"))


def tell(verb, row, by) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id,
        detail={"intervention": row.intervention_id},
    )  # fmt: skip
