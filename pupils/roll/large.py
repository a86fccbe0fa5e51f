"""A list too long for one request: cut in pieces, looked at and written by a worker.

Looking: one job, a row for each piece; nothing of the school changes. Writing: one job with one
row, one transaction, so all of it or nothing and once, whatever crashes. It writes what was
looked at and nothing else: where a pupil, contact or class changed meanwhile it writes nothing.
"""

from itertools import chain, islice

from django.db import transaction
from django.db.models import Count, Max, Sum

from pupils import own_class
from pupils.models import Contact, Pupil, RollPiece, RollUpload
from pupils.roll import cells, columns_said, reading
from pupils.roll.columns import ROLL
from pupils.roll.reading import Refused, Table
from schools.models import ClassGroup
from sendcase import edits, moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job, JobRow

LONG = 6_000  # rows that a request does by itself, in about four seconds
PIECE = 1_000
SAMPLE = 50  # rows kept with the headings, for the page that asks which column is which
LOOK, WRITE = "roll-look", "roll-write"
INDEX, JOIN = 0, -1  # the first row of the looking, and the last; between them the pieces
OPEN = (Job.State.WAITING, Job.State.RUNNING)
CHANGED = (
    "Somebody changed a pupil, a contact or a class since this list was looked at. Nothing was "
    "written. Look again."
)


def cut(table: Table, rest) -> list[str]:
    """The rows as pieces, each a packed table. table: headings and first rows; rest: the rows that
    come after them. Raises Refused for too many.
    """
    rows, cut_off, most = chain(table.rows, rest), [], reading.MOST_OF_CSV
    while part := list(islice(rows, PIECE)):
        if len(cut_off) * PIECE + len(part) > most:
            raise Refused(f"This file has more than {most:,} rows. Split it.")
        lines = {line for line, _ in part}
        flaws = [flaw for flaw in table.flaws if flaw[0] in lines]
        cut_off.append(Table(table.headings, part, flaws).packed())
    return cut_off


def keep(upload: RollUpload, table: Table, pieces: list[str]) -> None:
    """Save the upload and its pieces, in the caller's transaction."""
    upload.content = Table(table.headings, table.rows[:SAMPLE], [], table.sheet,
                           table.other_sheets).packed()  # fmt: skip
    upload.pieces = len(pieces)
    upload.save()
    RollPiece.objects.bulk_create(
        (
            RollPiece(upload=upload, school=upload.school, position=position, content=content)
            for position, content in enumerate(pieces, 1)
        ),
        batch_size=5,
    )


@transaction.atomic
def look(upload: RollUpload) -> None:
    """Let a worker look, from the beginning. Nothing where a column must be pointed out first."""
    row = edits.locked(RollUpload, upload.pk)
    if row.imported_at:
        return
    table = Table.unpacked(row.content)
    chosen = columns_said.said_at(row.school, row.kind)
    if ROLL.missing(cells.place(table.headings, ROLL, chosen).keys):
        return
    stop(row)
    steps = [INDEX, *range(1, row.pieces + 1), JOIN]
    row.look_job = jobs.add(
        kind=LOOK, key=f"{LOOK}-{row.uid}-{row.version}", school_id=row.school_id, by=row.author,
        rows=[{"piece": step} for step in steps],
    )  # fmt: skip
    edits.save(row, look_job=row.look_job, write_job=None, found={})


def write(row: RollUpload) -> None:
    """Let a worker write what was looked at. row: locked, without problems."""
    job = jobs.add(
        kind=WRITE, key=f"{WRITE}-{row.uid}-{row.version}", school_id=row.school_id, by=row.author,
        rows=[{}],
    )  # fmt: skip
    edits.save(row, write_job=job)


def stop(row: RollUpload) -> None:
    """End the jobs of a locked upload. The one who has a row in hand finds its upload changed."""
    for job in (row.look_job, row.write_job):
        if job is not None:
            jobs.cancel(job)


def job_of(upload) -> Job | None:
    """The one at work, or the last one that was."""
    return upload.write_job or upload.look_job


def is_busy(upload) -> bool:
    job = job_of(upload)
    return not upload.imported_at and job is not None and job.state in OPEN


def trouble(upload) -> str:
    """Why the last job came to nothing, in words; empty where it did not fail."""
    job = job_of(upload)
    if upload.imported_at or job is None or job.state in OPEN:
        return ""
    failed = job.rows.filter(state=JobRow.State.FAILED).first()
    return failed.error if failed else ""


def as_of(school, by) -> list:
    """What an import reads of a school besides the file: compared to see whether it changed."""
    told: list = [moment.today().isoformat(), sorted(own_class.of(by, school.pk))]
    for model in (Pupil, Contact, ClassGroup):
        rows = model.objects.filter(school=school)
        told += rows.aggregate(n=Count("pk"), last=Max("pk"), saves=Sum("version")).values()
    return told
