"""Pieces of files that nobody knows any more: a worker that was killed between two moments leaves
one beside the file, or in place of one that was stopped or removed. They hold children's records.
"""

from django.core.files.storage import default_storage

from reports.export.building import FOLDER
from reports.export.models import SchoolExport
from sendcase import moment
from sendcase.each import each_of
from sendcase.jobs import services as jobs

State = SchoolExport.State


def sweep() -> int:
    """Every school's folder, any number of times. Returns of how many it went well."""
    try:
        folders, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0  # no school has asked yet
    return each_of(sweep_one, [int(name) for name in folders if name.isdecimal()], "school")


def sweep_one(school_id: int) -> int:
    """Returns how many went. What is there is listed before the rows are read: a piece that turns
    into the file meanwhile is known by its row.
    """
    folder = f"{FOLDER}/{school_id}"
    names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    gone = [name for name in names if is_old(name)]
    files, pieces = known(school_id)
    gone = [name for name in gone if name not in files and not name.startswith(pieces)]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def known(school_id: int) -> tuple[set[str], tuple[str, ...]]:
    """The files that are ready, and how the names begin of what is being put together."""
    rows = SchoolExport.objects.filter(school=school_id)
    ready = rows.filter(state=State.READY).values_list("file", flat=True)
    making = rows.filter(state=State.MAKING).values_list("uid", flat=True)
    return set(ready), tuple(f"{FOLDER}/{school_id}/{uid.hex}-" for uid in making)


def is_old(name: str) -> bool:
    """Whether no worker can have it in hand: one that writes, or wrote just now, takes away itself
    what nobody waits for.
    """
    try:
        return default_storage.get_modified_time(name) < moment.now() - jobs.LEASE
    except FileNotFoundError:
        return False  # somebody was quicker
