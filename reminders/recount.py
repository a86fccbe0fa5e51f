"""Proving the table of deadlines: it must equal what the records themselves say is due."""

from collections.abc import Collection
from dataclasses import dataclass

from pupils.models import Pupil
from reminders import owners
from reminders.kinds import Expected, kinds
from reminders.models import Deadline
from sendcase import moment

NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """Where table and records do not agree. Each in words; is_gone: there is no such record."""

    kind: str
    object_id: int
    table: str
    records: str
    is_gone: bool = False

    def __str__(self):
        gone = ": there is no such record any more" if self.is_gone else ""
        return (
            f"{self.kind} of {self.object_id}: the table says {self.table}, "
            f"the records say {self.records}{gone}"
        )


def differences(school_id: int) -> list[str]:
    """One line per obligation that the table lacks, has too many, dates otherwise, gives to
    somebody else, or explains otherwise.
    """
    return [str(each) for each in compared(school_id)]


def compared(school_id: int, only: Collection[str] | None = None) -> list[Difference]:
    """only: these kinds; None for all. In the order of kind and number."""
    rows = Deadline.objects.filter(school=school_id).open()
    rows = rows if only is None else rows.filter(kind__in=only)
    found = {(row.kind, row.object_id): row for row in rows}
    wanted = {(key, row.object_id): row for key, row in expected(school_id, only)}
    held = owners.held_by_hand(school_id)
    sides = {
        key: _sides(found.get(key), wanted.get(key), key, held.get(key))
        for key in sorted(found.keys() | wanted.keys())
    }
    other = {key: texts for key, texts in sides.items() if texts[0] != texts[1]}
    gone = _gone(key for key in other if key not in wanted)
    return [Difference(*key, *texts, is_gone=key in gone) for key, texts in other.items()]


def expected(school_id: int, only: Collection[str] | None = None) -> list[tuple[str, Expected]]:
    """(kind, what should be open) by the records; of a child who has left nothing is."""
    asked = [kind for kind in kinds.values() if only is None or kind.key in only]
    duties = owners.Duties(school_id) if any(kind.owned for kind in asked) else None
    rows = [(kind.key, row) for kind in asked for row in kind.wanted(school_id, duties)]
    left = Pupil.objects.filter(school=school_id, left_on__lte=moment.today())
    gone = set(left.filter(pk__in={row.pupil_id for _, row in rows}).values_list("pk", flat=True))
    return [(key, row) for key, row in rows if row.pupil_id not in gone]


def _sides(row: Deadline | None, wanted: Expected | None, key, held) -> tuple[str, str]:
    """(what the table says, what the records say) of one obligation; either may say nothing."""
    kind = key[0]
    table = NOTHING if row is None else said(kind, row.due_on, owners.of(row))
    if wanted is None:
        return table, NOTHING
    records = said(kind, wanted.due_on, held or wanted.owner)
    for name, words in MORE.items():
        says = getattr(wanted, name)
        if row is not None and says is not None and says != getattr(row, name):
            table, records = f"{table}, {words(getattr(row, name))}", f"{records}, {words(says)}"
    return table, records


MORE = {
    "rule": lambda rule: f"because: {rule}",
    "is_legal": lambda is_legal: "by law" if is_legal else "by the school’s rule",
    "is_waiting": lambda waits: "waiting for others" if waits else "waiting for nobody",
}


def said(key: str, due_on, owner) -> str:
    """The day, and where a person may own the kind, who does."""
    if owner is None or key not in kinds or not kinds[key].owned:
        return str(due_on)
    whose = owner.owner_role or f"person {owner.owner_id}"
    return f"{due_on} for {whose}"


def _gone(keys) -> set[tuple[str, int]]:
    """Those whose record is not there any more, of the kinds that say which model it is."""
    keys = {(kind, number) for kind, number in keys if kind in kinds and kinds[kind].of}
    there = set()
    for key in {kind for kind, _ in keys}:
        numbers = [number for kind, number in keys if kind == key]
        rows = kinds[key].of._base_manager.filter(pk__in=numbers)
        there |= {(key, pk) for pk in rows.values_list("pk", flat=True)}
    return keys - there
