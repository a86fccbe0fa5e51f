"""Rows by uid. Tables without one of their own (a frozen version, a line of the timeline) get one
from the school and their place in the table: the same each time, as long as no row goes.
"""

from uuid import UUID, uuid5

from reports.export import Refused, kept

AT_A_TIME = 2000


def has_uid(model) -> bool:
    return any(field.name == "uid" for field in model._meta.local_concrete_fields)


def made_up(school_uid: UUID, label: str, place: int) -> UUID:
    """place: from 1, in the order in which the rows were made."""
    return uuid5(school_uid, f"{label}/{place}")


class Names:
    """Number of a row → its uid, table by table, each read when it is first asked for."""

    def __init__(self, school):
        self.school = school
        self.models = kept.models()
        self.known: dict[str, dict[int, UUID]] = {}

    def of(self, label: str) -> dict[int, UUID]:
        if label not in self.known:
            self.known[label] = self._read(self.models[label])
        return self.known[label]

    def _read(self, model) -> dict[int, UUID]:
        label = model._meta.label
        if label == kept.USER:
            return dict(model._base_manager.values_list("pk", "uid").iterator(AT_A_TIME))
        rows = kept.rows_of(model, self.school.pk)
        if has_uid(model):
            return dict(rows.values_list("pk", "uid").iterator(AT_A_TIME))
        numbers = rows.values_list("pk", flat=True).iterator(AT_A_TIME)
        return {pk: made_up(self.school.uid, label, n) for n, pk in enumerate(numbers, 1)}

    def uid(self, label: str, pk: int) -> str:
        """Raises Refused for a row that is not in the export: it would point at nothing."""
        found = self.find(label, pk)
        if found is None:
            raise Refused(f"A row points at {label} number {pk}, which is not this school's.")
        return found

    def find(self, label: str, pk: int | None) -> str | None:
        found = self.of(label).get(pk) if label in self.models and pk is not None else None
        return str(found) if found else None
