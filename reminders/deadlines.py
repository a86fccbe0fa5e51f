"""Opening, moving and closing deadlines, in the transaction of the change that causes them."""

from pupils.leaving import has_gone
from reminders.kinds import kinds
from reminders.models import Deadline
from sendcase import moment


def open_deadline(
    kind,
    target,
    *,
    school_id,
    due_on,
    rule,
    pupil=None,
    owner=None,
    owner_id=None,
    owner_role="",
    is_legal=False,
    is_waiting=False,
) -> Deadline | None:
    """Open the obligation, or move the one that is open already. Idempotent.

    target: the saved row the kind speaks of; due_on: last day; rule: why that day, in words;
    owner or owner_id: the person, by reminders.owners where it may pass to another.
    None, and nothing opened, for a child who has left.
    """
    if kind not in kinds:
        raise LookupError(f"no kind of deadline is called {kind}")
    if pupil is not None and has_gone(pupil.left_on):
        return None
    deadline, _ = Deadline.objects.update_or_create(
        kind=kind,
        object_id=target.pk,
        state=Deadline.State.OPEN,
        defaults={
            "school_id": school_id,
            "pupil": pupil,
            "due_on": due_on,
            "rule": rule,
            "owner_id": owner.pk if owner is not None else owner_id,
            "owner_role": owner_role,
            "is_legal": is_legal,
            "is_waiting": is_waiting,
        },
    )
    return deadline


def close_deadline(kind, target, *, done=True) -> bool:
    """The obligation is met (done) or fell away. Returns whether one was open."""
    state = Deadline.State.DONE if done else Deadline.State.DROPPED
    return bool(
        Deadline.objects.filter(kind=kind, object_id=target.pk, state=Deadline.State.OPEN).update(
            state=state, closed_at=moment.now()
        )
    )


def close_others(kind, pupil, *, keep, done=True) -> None:
    """Close what is open of this kind about the pupil, but for the rows numbered in `keep`."""
    others = Deadline.objects.open().filter(kind=kind, pupil=pupil).exclude(object_id__in=keep)
    state = Deadline.State.DONE if done else Deadline.State.DROPPED
    others.update(state=state, closed_at=moment.now())
