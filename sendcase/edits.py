"""Two people editing one record: the second save is stopped and sees both texts."""

from django.db import transaction


class Stale(Exception):
    """The record was saved by somebody else since this form was opened. `current` is that one."""

    def __init__(self, current):
        super().__init__(f"{current._meta.label} {current.pk} is now version {current.version}")
        self.current = current


class IllegalMove(Exception):
    """A state change the record's state table does not have. Its text is for the person."""


def locked(model, pk, version=None):
    """The row of `model`, locked until the transaction ends.

    With `version` (the one the form was opened with) raises Stale if the row moved on.
    Must be called in a transaction; on SQLite the IMMEDIATE transaction is the lock.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("locked() needs a transaction")
    row = model._base_manager.select_for_update().get(pk=pk)
    if version is not None and row.version != version:
        raise Stale(row)
    return row


def save(row, **changes):
    """Set the fields, count the version up, save just those. Returns the row.

    The row must come from `locked()`.
    """
    for field, value in changes.items():
        setattr(row, field, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])
    return row
