"""Proving the table of deadlines: it must equal what the records themselves say is due."""

from pupils.models import Pupil
from reminders import owners
from reminders.kinds import Expected, kinds
from reminders.models import Deadline
from sendcase import moment

NOTHING = "nothing"


def differences(school_id: int) -> list[str]:
    """One line per obligation that the table lacks, has too many, dates otherwise or gives to
    somebody else.
    """
    found = {
        (row.kind, row.object_id): said(row.kind, row.due_on, owners.of(row))
        for row in Deadline.objects.filter(school=school_id).open()
    }
    held = owners.held_by_hand(school_id)
    wanted = {
        (key, row.object_id): said(key, row.due_on, held.get((key, row.object_id), row.owner))
        for key, row in expected(school_id)
    }
    return [
        f"{kind} of {object_id}: the table says {found.get((kind, object_id), NOTHING)}, "
        f"the records say {wanted.get((kind, object_id), NOTHING)}"
        for kind, object_id in sorted(found.keys() | wanted.keys())
        if found.get((kind, object_id)) != wanted.get((kind, object_id))
    ]


def expected(school_id: int) -> list[tuple[str, Expected]]:
    """(kind, what should be open) by the records; of a child who has left nothing is."""
    rows = [(kind.key, row) for kind in kinds.values() for row in kind.recount(school_id)]
    left = Pupil.objects.filter(school=school_id, left_on__lte=moment.today())
    gone = set(left.filter(pk__in={row.pupil_id for _, row in rows}).values_list("pk", flat=True))
    return [(key, row) for key, row in rows if row.pupil_id not in gone]


def said(key: str, due_on, owner) -> str:
    """The day, and where a person may own the kind, who does."""
    if owner is None or key not in kinds or not kinds[key].owned:
        return str(due_on)
    whose = owner.owner_role or f"person {owner.owner_id}"
    return f"{due_on} for {whose}"
