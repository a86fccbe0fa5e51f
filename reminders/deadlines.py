"""Opening, moving and closing deadlines, in the transaction of the change that causes them."""

from django.db import IntegrityError, transaction

from audit import log
from pupils.leaving import has_gone
from reminders import owners
from reminders.kinds import kinds
from reminders.models import Deadline
from sendcase import edits, moment

TRIES = 3


@transaction.atomic
def open_deadline(
    kind, target, *, school_id, due_on, rule, pupil=None, owner=None, owner_id=None, owner_role="",
    is_legal=False, is_waiting=False,
) -> Deadline | None:  # fmt: skip
    """Open the obligation, or move the one that is open already. Idempotent.

    target: the saved row the kind speaks of; due_on: last day; rule: why that day, in words;
    owner or owner_id: the person, by reminders.owners where it may pass to another.
    None, and nothing opened, for a child who has left.
    """
    if kind not in kinds:
        raise LookupError(f"no kind of deadline is called {kind}")
    if pupil is not None and has_gone(pupil.left_on):
        return None
    fields = {
        "school_id": school_id, "pupil": pupil, "due_on": due_on, "rule": rule,
        "owner_id": owner.pk if owner is not None else owner_id, "owner_role": owner_role,
        "is_legal": is_legal, "is_waiting": is_waiting,
    }  # fmt: skip
    return _opened(kind, target.pk, fields)


def _opened(kind: str, number: int, fields: dict) -> Deadline:
    """Between the two questions somebody else may open it; and close it again: then once more."""
    there = Deadline.objects.open().filter(kind=kind, object_id=number).select_for_update()
    for tried in range(1, TRIES + 1):
        if row := there.first():
            return _moved(row, fields)
        try:
            with transaction.atomic():
                return Deadline.objects.create(kind=kind, object_id=number, **fields)
        except IntegrityError:
            if tried == TRIES:
                raise
    raise AssertionError  # not reached: the last try returns or raises


def _moved(row, fields: dict) -> Deadline:
    """What people did by hand stays as long as it makes sense: given to somebody while they may
    hold it, put off while _stays_off. The version counts up only where something is other now.
    """
    if held := owners.holder(row):
        fields["owner_id"] = held.owner_id
    elif row.given_to_id:
        fields |= owners.NOT_GIVEN
    if row.put_off_until and not _stays_off(row, fields):
        fields |= owners.NOT_PUT_OFF
    pupil = fields.pop("pupil")
    fields["pupil_id"] = pupil and pupil.pk
    other = {name: value for name, value in fields.items() if getattr(row, name) != value}
    return edits.save(row, **other) if other else row


def _stays_off(row, fields: dict) -> bool:
    """Not where it passes to somebody else, is no longer waited for, or moves to a day before the
    one on which it comes back; and never past a day of the law.
    """
    if (row.owner_id, row.owner_role) != (fields["owner_id"], fields["owner_role"]):
        return False
    if row.is_waiting and not fields["is_waiting"]:
        return False
    comes_back_late = fields["due_on"] < row.put_off_until
    return not comes_back_late or (fields["due_on"] == row.due_on and not fields["is_legal"])


def close_deadline(kind, target, *, done=True) -> bool:
    """The obligation is met (done) or fell away. Returns whether one was open."""
    state = Deadline.State.DONE if done else Deadline.State.DROPPED
    return bool(
        Deadline.objects.filter(kind=kind, object_id=target.pk, state=Deadline.State.OPEN).update(
            state=state, closed_at=moment.now()
        )
    )


def drop(pk, *, by, why: str) -> bool:
    """It fell away for a reason that the log says. False where it is closed already. In the
    transaction of the change.
    """
    row = edits.locked(Deadline, pk)
    if row.state != Deadline.State.OPEN:
        return False
    edits.save(row, state=Deadline.State.DROPPED, closed_at=moment.now())
    detail = {"kind": row.kind, "reason": why}
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record("deadline.dropped", target=row, by=by, detail=detail, **ids)
    return True


def close_others(kind, pupil, *, keep, done=True) -> None:
    """Close what is open of this kind about the pupil, but for the rows numbered in `keep`."""
    others = Deadline.objects.open().filter(kind=kind, pupil=pupil).exclude(object_id__in=keep)
    state = Deadline.State.DONE if done else Deadline.State.DROPPED
    others.update(state=state, closed_at=moment.now())
