"""Writing what was looked at, in one transaction: the only step of a long roll that changes pupils.

On SQLite nobody else can save meanwhile, so everything that can be decided before was decided.
"""

import json
from datetime import date
from types import SimpleNamespace

from accounts.access import may
from accounts.permissions import Permission
from audit import log
from audit.log import canonical
from pupils.models import Pupil, RollUpload
from pupils.roll import large
from pupils.roll.cells import Row
from pupils.roll.fates import Fate
from pupils.roll.large_looking import parts
from pupils.roll.preview import open_classes_of
from pupils.roll.writing import open_classes, write_fates
from schools import duties
from schools.models import School
from sendcase import moment
from sendcase.jobs.registry import RowFailed, job_kind

DAYS = {"born_on", "admitted_on", "left_on"}


@job_kind(large.WRITE)
def write(job, row) -> None:
    """Raises RowFailed where the school changed since the list was looked at."""
    rows = RollUpload.objects.select_for_update(of=("self",)).select_related("school", "author")
    upload = rows.filter(write_job=job, imported_at=None).first()
    if upload is None:
        return
    school, by = upload.school, upload.author
    lock_school(school.pk)
    if not may(by, Permission.ROLL_EDIT, school.pk):
        raise RowFailed("You may not import the roll any more. Nothing was written.")
    if upload.found["as_of"] != json.loads(canonical(large.as_of(school, by))):
        raise RowFailed(large.CHANGED)
    new = upload.found["new_classes"]
    classes = open_classes(open_classes_of(school), new, school, by)
    moved = False
    for piece in parts(upload, "plan"):
        fates = unpacked(piece.plan)
        write_fates(fates, classes, school, by)
        moved = moved or any(fate.pupil and "class" in fate.changes for fate in fates)
    if moved:
        duties.changed(school.pk, by)
    counts = upload.found["counts"] | {"classes": len(new), "left": upload.found["left"]}
    end(upload, counts, by)


def lock_school(school_id: int) -> None:
    """One import of a school at a time: the second finds what the first has written."""
    School.objects.select_for_update().get(pk=school_id)
    if_changed = Pupil.objects.select_for_update().filter(school=school_id)
    for _ in if_changed.values_list("pk").iterator():
        pass


def unpacked(plan: str) -> list[Fate]:
    told = json.loads(plan)
    pupils = Pupil.objects.in_bulk([pk for _, _, pk, *_ in told if pk])
    return [
        Fate(
            Row(line, {name: _value(name, after) for name, (_, after) in changes.items()}),
            kind,
            pupils[pk] if pk else None,
            {name: tuple(_value(name, each) for each in pair) for name, pair in changes.items()},
            SimpleNamespace(pk=contact) if contact else None,
            contact_changes,
        )
        for line, kind, pk, changes, contact, contact_changes in told
    ]  # fmt: skip


def _value(name, value):
    return date.fromisoformat(value) if value and name in DAYS else value


def end(upload, result, by) -> None:
    """Its rows are forgotten; who came and moved is kept until the day is over."""
    upload.parts.update(content="", plan="", found={}, problems=[])
    upload.result, upload.content, upload.found = result, "", {}
    upload.imported_at = moment.now()
    upload.save(update_fields=["result", "content", "found", "imported_at"])
    log.record(
        f"{upload.kind}.imported", target=upload, by=by, school_id=upload.school_id, detail=result
    )
