"""Keeping, renaming, sharing and deleting a saved list. Each is the person's own to change."""

from django.db import transaction

from accounts.models import User
from audit import log
from pupils.saved.models import SavedList
from sendcase import edits

MOST = 20  # for one person at one school: above that nobody finds one
LONGEST = 220  # letters of a question; nothing that our own pages ask comes near it
TOO_LONG = "This asks for more than a list can keep. Choose fewer things and save it again."


@transaction.atomic
def keep(*, school, name: str, query: str, by, model=SavedList, **more):
    """model: a SavedQuestion; more: its own fields. Raises IllegalMove where the name is taken,
    the question is too long, or there are too many.
    """
    if len(query) > LONGEST:
        raise edits.IllegalMove(TOO_LONG)
    edits.locked(User, by.pk)  # two kept at once must see each other
    mine = model.objects.filter(school=school, user=by)
    _refuse_taken(mine, name)
    if mine.count() >= MOST:
        raise edits.IllegalMove(f"You have {MOST} lists here. Delete one you no longer use first.")
    row = model.objects.create(school=school, user=by, name=name, query=query, **more)
    _tell(row, "made", by, {field: [None, value] for field, value in more.items()})
    return row


@transaction.atomic
def rename(*, saved, version, name: str, by, **more):
    """And share it, or take it back. Raises Stale, and IllegalMove where the name is taken."""
    edits.locked(User, by.pk)
    row = edits.locked(type(saved), saved.pk, version)
    others = type(saved).objects.filter(school=row.school, user=by).exclude(pk=row.pk)
    _refuse_taken(others, name)
    changes = {"name": name, **more}
    detail = {field: [getattr(row, field), value] for field, value in changes.items()}
    edits.save(row, **changes)
    _tell(row, "edited", by, detail)
    return row


@transaction.atomic
def delete(*, saved, by) -> None:
    row = edits.locked(type(saved), saved.pk)
    _tell(row, "removed", by, None)
    row.delete()


def _tell(row, what: str, by, detail) -> None:
    """savedlist.made, savedview.edited…"""
    verb = f"{row._meta.model_name}.{what}"
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail or None)


def _refuse_taken(rows, name) -> None:
    if rows.filter(name=name).exists():
        raise edits.IllegalMove(f"You have a list called “{name}” already. Choose another name.")
