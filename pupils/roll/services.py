"""Taking a roll in: keep the upload, show its fate, import it once, forget its text."""

from datetime import timedelta

from django.db import transaction

from audit import log
from pupils.models import Pupil, RollUpload
from pupils.roll import reading
from pupils.roll.preview import Preview, preview
from pupils.roll.reading import Table
from pupils.roll.writing import write
from schools.models import School
from sendcase import moment
from sendcase.edits import IllegalMove

KEPT_FOR = timedelta(days=1)


class ChangedSince(Exception):
    """Between preview and confirmation the school's records changed: look again."""


class AlreadyImported(Exception):
    """The same confirmation came twice. Nothing was done again."""


def receive(*, school, by, filename, data: bytes, sheet="") -> RollUpload:
    """Keep what the file says for the confirmation. Raises reading.Refused, storing nothing.

    sheet: which one of a workbook; none: the first.
    """
    found = reading.table_of(data, filename, sheet)
    preview(found, school, by)  # a file that is no roll at all is refused here
    with transaction.atomic():
        forget_old()
        upload = RollUpload.objects.create(
            school=school, author=by, filename=_safe(filename), content=found.packed(),
            expires_at=moment.now() + KEPT_FOR,
        )  # fmt: skip
        log.record("roll.uploaded", target=upload, by=by, school_id=school.pk)
    return upload


def table(upload) -> Table:
    return Table.unpacked(upload.content)


def look(upload, of: Table | None = None) -> Preview:
    """of: the upload's table, where it was unpacked already."""
    return preview(of or table(upload), upload.school, upload.author)


@transaction.atomic
def confirm(*, upload, digest, by) -> RollUpload:
    """Write what was previewed. Raises AlreadyImported, ChangedSince, IllegalMove for problems."""
    row = RollUpload.objects.select_for_update().get(pk=upload.pk)
    if row.imported_at:
        raise AlreadyImported
    # One import per school at a time: the second looks at what the first has written.
    School.objects.select_for_update().get(pk=row.school_id)
    list(Pupil.objects.select_for_update().filter(school=row.school_id).values_list("pk"))
    found = look(row)
    if found.problems:
        raise IllegalMove("Some rows have problems. Nothing was written.")
    if found.digest != digest:
        raise ChangedSince
    row.result = write(found, school=row.school, by=by)
    row.imported_at, row.content = moment.now(), ""
    row.save(update_fields=["result", "imported_at", "content"])
    log.record("roll.imported", target=row, by=by, school_id=row.school_id, detail=row.result)
    return row


@transaction.atomic
def discard(*, upload, by) -> None:
    """Not this file after all: its text goes at once."""
    log.record("roll.discarded", target=upload, by=by, school_id=upload.school_id)
    RollUpload.objects.filter(pk=upload.pk, imported_at=None).delete()


def forget_old() -> int:
    """Uploads nobody confirmed within their day. Returns how many went."""
    gone, _ = RollUpload.objects.filter(imported_at=None, expires_at__lte=moment.now()).delete()
    return gone


def _safe(filename: str) -> str:
    """Shown to its author only; without what a line must not hold."""
    return "".join(c for c in filename if c.isprintable())[-200:] or "roll.csv"
