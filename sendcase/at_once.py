"""Rows of several kinds in one question to the database, for a page that needs a few of each.

    found = at_once({"promise": (Promise.objects.visible_to(user), ("pk", "what")), "term": …})
    found["promise"]  # [{"pk": 7, "what": "Reading with an adult"}]

One UNION ALL: the columns of each kind are laid into shared columns by type, and what a kind does
not use is empty. Each queryset keeps its own scope; none may be sliced. Rows come in no order.
"""

from collections import Counter
from functools import cache

from django.db import models
from django.db.models import Value

# What a column may hold, the first that fits: a day and time is a DateField too.
TYPES = (
    (models.BooleanField, models.BooleanField()),
    (models.DateTimeField, models.DateTimeField()),
    (models.DateField, models.DateField()),
    (models.TimeField, models.TimeField()),
    ((models.IntegerField, models.ForeignKey), models.BigIntegerField()),
    ((models.CharField, models.TextField), models.TextField()),
)


class Nothing(Value):
    """A column that a kind leaves empty. PostgreSQL is told of what type: it takes the columns of a
    UNION from the kinds that come first.
    """

    def as_postgresql(self, compiler, connection):
        return f"NULL::{self.output_field.db_type(connection)}", []


EMPTY = [Nothing(None, shared) for _, shared in TYPES]
Slot = tuple[int, int]  # (place in TYPES, how many of that type come before it)


def at_once(asked: dict[str, tuple[models.QuerySet, tuple[str, ...]]]) -> dict[str, list[dict]]:
    """kind → (rows, columns as values() names them, or of annotations) becomes kind → its rows.

    One query; none for nothing, or where the person's scope leaves nothing to ask.
    """
    found = {kind: [] for kind in asked}
    laid = {kind: _slots(rows, columns) for kind, (rows, columns) in asked.items()}
    shared = sorted({slot for slots in laid.values() for slot in slots})
    arms = [_arm(kind, rows, dict(zip(laid[kind], columns, strict=True)), shared)
            for kind, (rows, columns) in asked.items()]  # fmt: skip
    for kind, *values in _united(arms):
        row = dict(zip(shared, values, strict=True))
        columns = asked[kind][1]
        found[kind].append(
            {name: row[slot] for name, slot in zip(columns, laid[kind], strict=True)}
        )
    return found


def _united(arms):
    if not arms:
        return []
    first, *rest = arms
    return first.union(*rest, all=True) if rest else first


def _slots(rows, columns) -> list[Slot]:
    """Where each column goes."""
    before, slots = Counter(), []
    for column in columns:
        kind = _type(_field(rows, column))
        slots.append((kind, before[kind]))
        before[kind] += 1
    return slots


def _arm(kind: str, rows, columns: dict[Slot, str], shared: list[Slot]):
    laid = [columns.get(slot, EMPTY[slot[0]]) for slot in shared]
    return rows.order_by().values_list(Value(kind, models.CharField()), *laid)


def _field(rows, column):
    if column in rows.query.annotations:
        return rows.query.annotations[column].output_field
    return _field_of(rows.model, column)


@cache
def _field_of(model, path: str):
    *joined, last = path.split("__")
    for name in joined:
        model = model._meta.get_field(name).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)


def _type(field) -> int:
    """Raises TypeError for what no shared column holds."""
    for place, (classes, _) in enumerate(TYPES):
        if isinstance(field, classes):
            return place
    raise TypeError(f"{field} cannot be asked for together with other rows.")
