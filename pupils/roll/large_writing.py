"""Writing what was looked at, in one transaction: the only step of a long roll that changes pupils.

On SQLite nobody else can save meanwhile, so everything that can be decided before was decided.
"""

import json

from accounts.access import may
from accounts.permissions import Permission
from audit import log
from pupils.models import Pupil, RollUpload
from pupils.roll import large
from pupils.roll.large_looking import parts
from pupils.roll.preview import open_classes_of
from pupils.roll.writing import Step, carry_out, open_classes
from schools import duties
from schools.models import School
from sendcase import moment
from sendcase.bulk import collect_later, room
from sendcase.jobs.registry import RowFailed, job_kind


@job_kind(large.WRITE)
def write(job, row) -> None:
    """Raises RowFailed where the school changed since the list was looked at."""
    rows = RollUpload.objects.select_for_update(of=("self",)).select_related("school", "author")
    upload = rows.filter(write_job=job, imported_at=None).first()
    if upload is None:
        return
    school, by = upload.school, upload.author
    lock_school(school.pk)
    room()
    if not may(by, Permission.ROLL_EDIT, school.pk):
        raise RowFailed("You may not import the roll any more. Nothing was written.")
    if upload.found["as_of"] != large.as_of(school, by):
        raise RowFailed(large.CHANGED)
    new = upload.found["new_classes"]
    classes = open_classes(open_classes_of(school), new, school, by)
    moved = False
    with collect_later():
        for piece in parts(upload, "plan"):
            steps = [Step(**told) for told in json.loads(piece.plan)]
            moved |= carry_out(steps, classes, school, by)
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


def end(upload, result, by) -> None:
    """Its rows are forgotten; who came and moved is kept until the day is over."""
    upload.parts.update(content="", plan="", found={}, problems=[])
    upload.result, upload.content, upload.found = result, "", {}
    upload.imported_at = moment.now()
    upload.save(update_fields=["result", "content", "found", "imported_at"])
    log.record(
        f"{upload.kind}.imported", target=upload, by=by, school_id=upload.school_id, detail=result
    )
