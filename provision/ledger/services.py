"""Looking at a promise that slips; linking promises with what they are for."""

from django.db import transaction

from audit import log
from provision.ledger.counting import monday_of
from provision.models import Promise, PromiseLook, SlippingWeek
from provision.promised import services as promised
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def look(*, promise, by, because) -> PromiseLook:
    """It was looked at today, because … For two weeks nobody is asked again."""
    row = edits.locked(Promise, promise.pk)
    made = PromiseLook.objects.create(
        school_id=row.school_id, pupil_id=row.pupil_id, promise=row, because=because, looked_by=by
    )
    log.record("promise.looked_at", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail={"because": because})  # fmt: skip
    return made


@transaction.atomic
def look_through(*, school, by, waiting) -> None:
    """The list of this week was looked through; a second press says nothing new."""
    School.objects.select_for_update().get(pk=school.pk)
    monday = monday_of(moment.today())
    row, is_new = SlippingWeek.objects.get_or_create(
        school=school, monday=monday, defaults={"waiting": waiting, "looked_by": by}
    )
    if is_new:
        log.record("slipping.looked_through", target=row, by=by, school_id=school.pk,
                   detail={"week": monday.isoformat(), "waiting": waiting})  # fmt: skip


def give(model, owner, *, pupil, by, verb, promises, new, seen) -> None:
    """The promises of this pupil by which `owner` is given are these, one new one, no others.

    model: a PromiseLink whose own foreign key is model.OWNER. new: what promised.promise takes, or
    None. seen: numbers of those that gave it when the form was opened. Needs a transaction, owner
    locked. Raises IllegalMove for another child's promise, and where others were chosen meanwhile.
    """
    held = {link.promise_id: link for link in links_of(model, [owner.pk])}
    if sorted(held) != seen:
        raise IllegalMove("Somebody chose something else meanwhile. Open this page again.")
    if any(each.pupil_id != pupil.pk for each in promises):
        raise IllegalMove("This promise belongs to another child.")
    if new:
        promises = [*promises, promised.promise(pupil=pupil, by=by, **new)]
    asked = {each.pk: each for each in promises}
    for key in held.keys() - asked.keys():
        edits.save(edits.locked(model, held[key].pk), removed_at=moment.now())
    for key in asked.keys() - held.keys():
        _link(model, owner.pk, asked[key], by)
    if held.keys() != asked.keys():
        log.record(verb, target=owner, by=by, school_id=pupil.school_id, pupil_id=pupil.pk,
                   detail={"promises": [sorted(held), sorted(asked)]})  # fmt: skip


def links_of(model, owners):
    """The links that stand, the oldest first."""
    rows = model.objects.filter(**{f"{model.OWNER}__in": owners}, removed_at=None)
    return rows.order_by("pk")


def follow(model, old, new) -> None:
    """What pointed at a promise that was replaced points at the new one too: what the old one was
    until its last day still counts. In the caller's transaction.
    """
    for link in model.objects.filter(promise=old, removed_at=None):
        _link(model, getattr(link, f"{model.OWNER}_id"), new, link.linked_by)


def carry(model, owners: dict[int, int], by) -> None:
    """Copies the links of one owner to another. owners: old number → new number."""
    for link in links_of(model, list(owners)):
        _link(model, owners[getattr(link, f"{model.OWNER}_id")], link.promise, by)


def _link(model, owner_id, promise, by) -> None:
    model.objects.get_or_create(
        **{f"{model.OWNER}_id": owner_id}, promise=promise, removed_at=None,
        defaults={"school_id": promise.school_id, "pupil_id": promise.pupil_id, "linked_by": by},
    )  # fmt: skip
