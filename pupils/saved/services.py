"""Keeping, renaming, sharing and deleting a saved list. Each is the person's own to change."""

from django.db import transaction

from accounts.models import User
from audit import log
from pupils.saved.models import SavedList
from sendcase import edits

MOST = 20  # for one person at one school: above that nobody finds one


@transaction.atomic
def keep(*, school, name: str, query: str, by, is_shared=False) -> SavedList:
    """Raises IllegalMove where the name is taken or there are too many."""
    edits.locked(User, by.pk)  # two kept at once must see each other
    mine = SavedList.objects.filter(school=school, user=by)
    _refuse_taken(mine, name)
    if mine.count() >= MOST:
        raise edits.IllegalMove(f"You have {MOST} lists here. Delete one you no longer use first.")
    row = SavedList.objects.create(
        school=school, user=by, name=name, query=query, is_shared=is_shared
    )
    detail = {"is_shared": [None, is_shared]}
    log.record("savedlist.made", target=row, by=by, school_id=school.pk, detail=detail)
    return row


@transaction.atomic
def rename(*, saved, version, name: str, by, is_shared=False) -> SavedList:
    """And share it, or take it back. Raises Stale, and IllegalMove where the name is taken."""
    edits.locked(User, by.pk)
    row = edits.locked(SavedList, saved.pk, version)
    _refuse_taken(SavedList.objects.filter(school=row.school, user=by).exclude(pk=row.pk), name)
    detail = {"name": [row.name, name], "is_shared": [row.is_shared, is_shared]}
    edits.save(row, name=name, is_shared=is_shared)
    log.record("savedlist.edited", target=row, by=by, school_id=row.school_id, detail=detail)
    return row


@transaction.atomic
def delete(*, saved, by) -> None:
    row = edits.locked(SavedList, saved.pk)
    log.record("savedlist.removed", target=row, by=by, school_id=row.school_id)
    row.delete()


def _refuse_taken(rows, name) -> None:
    if rows.filter(name=name).exists():
        raise edits.IllegalMove(f"You have a list called “{name}” already. Choose another name.")
