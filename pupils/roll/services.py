"""Taking a list in: keep the upload, show its fate, import it once, forget its text."""

from datetime import timedelta

from django.db import transaction

from audit import log
from pupils.models import Contact, Pupil, RollUpload
from pupils.roll import cells, columns_said, reading
from pupils.roll.fates import Found
from pupils.roll.kinds import KINDS
from pupils.roll.reading import Table
from schools.models import School
from sendcase import moment
from sendcase.edits import IllegalMove

KEPT_FOR = timedelta(days=1)


class ChangedSince(Exception):
    """Between preview and confirmation the school's records changed: look again."""


class AlreadyImported(Exception):
    """The same confirmation came twice. Nothing was done again."""


def receive(*, school, by, filename, data: bytes, kind="roll", sheet="") -> RollUpload:
    """Keep what the file says for the confirmation. Raises reading.Refused, storing nothing.

    sheet: which one of a workbook; none: the first.
    """
    found = reading.table_of(data, filename, sheet)
    if len(found.rows) > KINDS[kind].most:
        raise reading.Refused(f"This file has more than {KINDS[kind].most:,} rows. Split it.")
    _refuse_what_cannot_be_matched(found, school, KINDS[kind])
    with transaction.atomic():
        forget_old()
        upload = RollUpload.objects.create(
            school=school, author=by, kind=kind, filename=_safe(filename),
            content=found.packed(), expires_at=moment.now() + KEPT_FOR,
        )  # fmt: skip
        log.record(f"{kind}.uploaded", target=upload, by=by, school_id=school.pk)
    return upload


def _refuse_what_cannot_be_matched(table, school, kind) -> None:
    """Where something needed is missing and every heading is known, no column can be it."""
    chosen = columns_said.said_at(school, kind.key)
    places = cells.place(table.headings, kind.fields, chosen)
    missing = kind.fields.missing(places.keys)
    if missing and not places.unknown:
        raise reading.Refused(f"The first line has no column for: {', '.join(missing)}.")


def table(upload) -> Table:
    return Table.unpacked(upload.content)


def look(upload, of: Table | None = None) -> Found:
    """of: the upload's table, where it was unpacked already. Raises reading.Refused where a column
    that is needed must be pointed out first.
    """
    chosen = columns_said.said_at(upload.school, upload.kind)
    preview = KINDS[upload.kind].preview
    return preview(of or table(upload), upload.school, upload.author, chosen)


@transaction.atomic
def confirm(*, upload, digest, by) -> RollUpload:
    """Write what was previewed. Raises AlreadyImported, ChangedSince, IllegalMove for problems."""
    row = RollUpload.objects.select_for_update().get(pk=upload.pk)
    if row.imported_at:
        raise AlreadyImported
    # One import per school at a time: the second looks at what the first has written.
    School.objects.select_for_update().get(pk=row.school_id)
    for model in (Pupil, Contact):
        list(model.objects.select_for_update().filter(school=row.school_id).values_list("pk"))
    found = look(row)
    if found.problems:
        raise IllegalMove("Some rows have problems. Nothing was written.")
    if found.digest != digest:
        raise ChangedSince
    row.result = KINDS[row.kind].write(found, school=row.school, by=by)
    row.missing = [pupil.pk for pupil in getattr(found, "leavers", ())]
    row.imported_at, row.content = moment.now(), ""
    row.save(update_fields=["result", "missing", "imported_at", "content"])
    log.record(
        f"{row.kind}.imported", target=row, by=by, school_id=row.school_id, detail=row.result
    )
    return row


@transaction.atomic
def discard(*, upload, by) -> None:
    """Not this file after all: its text goes at once."""
    log.record(f"{upload.kind}.discarded", target=upload, by=by, school_id=upload.school_id)
    RollUpload.objects.filter(pk=upload.pk, imported_at=None).delete()


def forget_old() -> int:
    """Uploads nobody confirmed within their day. Returns how many went."""
    over = RollUpload.objects.filter(expires_at__lte=moment.now())
    over.exclude(missing=[]).update(missing=[])
    gone, _ = over.filter(imported_at=None).delete()
    return gone


def _safe(filename: str) -> str:
    """Shown to its author only; without what a line must not hold."""
    return "".join(c for c in filename if c.isprintable())[-200:] or "roll.csv"
