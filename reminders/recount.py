"""Proving the table of deadlines: it must equal what the records themselves say is due."""

from reminders.kinds import kinds
from reminders.models import Deadline


def differences(school_id: int) -> list[str]:
    """One line per obligation that the table lacks, has too many, or dates otherwise."""
    found = {
        (kind, object_id): due_on
        for kind, object_id, due_on in Deadline.objects.filter(school=school_id, state="open")
        .values_list("kind", "object_id", "due_on")
    }  # fmt: skip
    expected = {
        (kind.key, row.object_id): row.due_on
        for kind in kinds.values()
        for row in kind.recount(school_id)
    }
    return [
        f"{kind} of {object_id}: the table says {found.get((kind, object_id), 'nothing')}, "
        f"the records say {expected.get((kind, object_id), 'nothing')}"
        for kind, object_id in sorted(found.keys() | expected.keys())
        if found.get((kind, object_id)) != expected.get((kind, object_id))
    ]
