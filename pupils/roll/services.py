"""Taking a list in: keep the upload, show its fate, import it once, forget its text."""

from datetime import timedelta

from django.db import transaction

from audit import log
from pupils.models import Contact, Pupil, RollPiece, RollUpload
from pupils.roll import cells, columns_said, large, reading, who
from pupils.roll.fates import PROBLEM, Found
from pupils.roll.kinds import KINDS
from pupils.roll.reading import Table
from schools.models import School
from sendcase import moment
from sendcase.bulk import collect_later
from sendcase.edits import IllegalMove

KEPT_FOR = timedelta(days=1)
PROBLEMS = "Some rows have problems. Nothing was written."


class ChangedSince(Exception):
    """Between preview and confirmation the school's records changed: look again."""


class AlreadyImported(Exception):
    """The same confirmation came twice. Nothing was done again."""


def receive(*, school, by, filename, data: bytes, kind="roll", sheet="") -> RollUpload:
    """Keep what the file says for the confirmation. Raises reading.Refused, storing nothing.

    sheet: which one of a workbook; none: the first. A long list goes to a worker at once.
    """
    of = KINDS[kind]
    most = large.LONG if of.large else of.most
    found, rest = reading.begin(data, filename, most + 1, sheet)
    if len(found.rows) > most and not of.large:
        raise reading.Refused(f"This file has more than {most:,} rows. Split it.")
    _refuse_what_cannot_be_matched(found, school, of)
    pieces = large.cut(found, rest) if len(found.rows) > most else []
    with transaction.atomic():
        forget_old()
        upload = RollUpload(
            school=school, author=by, kind=kind, filename=_safe(filename),
            expires_at=moment.now() + KEPT_FOR,
        )  # fmt: skip
        if pieces:
            large.keep(upload, found, pieces)
            large.look(upload)
        else:
            upload.content = found.packed()
            upload.save()
        log.record(f"{kind}.uploaded", target=upload, by=by, school_id=school.pk)
    upload.refresh_from_db()
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
    with collect_later():
        return preview(of or table(upload), upload.school, upload.author, chosen)


@transaction.atomic
def say_columns(*, upload, table, said, by) -> None:
    """Keep which column is which; a long list is looked at anew."""
    fields = KINDS[upload.kind].fields
    columns_said.remember(upload=upload, table=table, fields=fields, said=said, by=by)
    if upload.pieces:
        large.look(upload)


@transaction.atomic
def confirm(*, upload, digest, by) -> RollUpload:
    """Write what was previewed; a long list: let a worker write it.

    Raises AlreadyImported, ChangedSince, IllegalMove for problems.
    """
    row = RollUpload.objects.select_for_update().get(pk=upload.pk)
    if row.imported_at or row.write_job_id and large.is_busy(row):
        raise AlreadyImported
    if row.pieces:
        _begin_writing(row, digest)
        return row
    # One import per school at a time: the second looks at what the first has written.
    School.objects.select_for_update().get(pk=row.school_id)
    for model in (Pupil, Contact):
        list(model.objects.select_for_update().filter(school=row.school_id).values_list("pk"))
    found = look(row)
    if found.problems:
        raise IllegalMove(PROBLEMS)
    if found.digest != digest:
        raise ChangedSince
    _keep_who(row, found)
    with collect_later():
        row.result = KINDS[row.kind].write(found, school=row.school, by=by)
    row.missing = [pupil.pk for pupil in getattr(found, "leavers", ())]
    row.imported_at, row.content = moment.now(), ""
    row.save(update_fields=["result", "missing", "imported_at", "content"])
    log.record(
        f"{row.kind}.imported", target=row, by=by, school_id=row.school_id, detail=row.result
    )
    return row


def _begin_writing(row, digest) -> None:
    if row.found.get("counts", {}).get(PROBLEM):
        raise IllegalMove(PROBLEMS)
    if not digest or row.found.get("digest") != digest or large.is_busy(row):
        raise ChangedSince
    large.write(row)


def _keep_who(row, found) -> None:
    """Who came, went and moved: before the writing, which makes the new class theirs."""
    if row.kind == "roll":
        lines = who.of_fates(found.fates) + who.of_missing(found.leavers)
        RollPiece.objects.create(upload=row, school=row.school, position=0, who=lines)


@transaction.atomic
def discard(*, upload, by) -> None:
    """Not this file after all: its text goes at once, and whoever works on it stops.

    Raises AlreadyImported where it was written meanwhile: that cannot be stopped any more.
    """
    row = RollUpload.objects.select_for_update().get(pk=upload.pk)
    if row.imported_at:
        raise AlreadyImported
    log.record(f"{row.kind}.discarded", target=row, by=by, school_id=row.school_id)
    large.stop(row)
    row.delete()


def forget_old() -> int:
    """Uploads nobody confirmed within their day. Returns how many went."""
    over = RollUpload.objects.filter(expires_at__lte=moment.now())
    over.exclude(missing=[]).update(missing=[])
    RollPiece.objects.filter(upload__in=over).delete()
    gone, _ = over.filter(imported_at=None).delete()
    return gone


def _safe(filename: str) -> str:
    """Shown to its author only; without what a line must not hold."""
    return "".join(c for c in filename if c.isprintable())[-200:] or "roll.csv"
