"""The job that makes the file: the data of one moment, then the papers forty at a time, then the
whole. Each row leaves a piece that no page leads to; the last takes them away. A worker that is
killed begins again with the row it was at.
"""

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.access import may
from accounts.permissions import Permission as P
from audit import log as audit
from reports.export import Refused, archive, deadlines, states, writing
from reports.export.models import SchoolExport
from sendcase import edits, moment
from sendcase.jobs import lease
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow
from sendcase.jobs.registry import RowFailed, job_kind
from sendcase.snapshot import one_moment

KIND = "school-export"
FOLDER = "exports"
CHUNK = 40  # papers to a row
DAYS = 7  # for which the file can be downloaded
State = SchoolExport.State
NOT_THEIRS = "Whoever asked for it may not take the school’s records away any more."
NOT_WHOLE = "The records do not fit together. It was noted; whoever runs the site has to look."


@dataclass
class Made:
    """A piece that lies in the storage, and what it holds."""

    name: str
    facts: dict
    size: int = 0
    sha256: str = ""


def begin(row):
    """Add the job, in the caller's transaction."""
    first = [{"export": row.pk, "part": "data"}]
    return jobs.add(
        kind=KIND, key=f"{KIND}-{row.pk}", school_id=row.school_id, rows=first, by=row.asked_by
    )


def make(job, row) -> Made | None:
    """Before any transaction; None where nobody waits for it any more."""
    export = SchoolExport.objects.select_related("school", "asked_by").get(pk=row.args["export"])
    if export.state != State.MAKING:
        return None
    if not may(export.asked_by, P.SCHOOL_EXPORT, export.school_id):
        raise RowFailed(NOT_THEIRS)
    # A large school's data are one row, for they are read in one moment.
    with lease.kept(job), tempfile.TemporaryFile() as target:
        try:
            facts = PARTS[row.args["part"]](job, export, row, target)
        except Refused as why:
            raise RowFailed(NOT_WHOLE) from why
        return kept(left_at(export, job, row.position), target, facts)


def kept(name: str, target, facts: dict) -> Made:
    made = Made(name, facts, target.seek(0, 2))
    target.seek(0)
    made.sha256 = hashlib.file_digest(target, "sha256").hexdigest()
    target.seek(0)
    default_storage.delete(name)  # of a worker that was killed before it could say so
    default_storage.save(name, File(target))
    return made


def data(job, export, row, target) -> dict:
    with archive.Packing(target) as packing, one_moment():
        facts = writing.data(export.school, packing)
    return facts | {"at": moment.now().isoformat()}


def papers(job, export, row, target) -> dict:
    with archive.Packing(target) as packing:
        missing = writing.files(packing, row.args["wanted"])
    return {"missing": missing}


def whole(job, export, row, target) -> dict:
    """Everything that the rows before left, under one manifest."""
    pieces = list(job.rows.filter(position__lt=row.position).order_by("position"))
    lost = next((piece for piece in pieces if piece.state != JobRow.State.DONE), None)
    if lost is not None:
        raise RowFailed(lost.error)  # no half export
    facts = dict(pieces[0].result["facts"])
    at = facts.pop("at")
    missing = [uid for piece in pieces for uid in piece.result["facts"].get("missing", ())]
    with archive.Packing(target) as packing:
        for piece in pieces:
            with default_storage.open(piece.result["file"]) as file:
                packing.take(file)
        writing.finish(packing, facts, at, missing)
    papers = sum(name.startswith("files/") for name in packing.facts)
    return {"rows": facts["rows"], "missing": missing, "papers": papers}


PARTS = {"data": data, "papers": papers, "whole": whole}


@transaction.atomic
def over(job) -> None:
    """Nothing is left to do and no file came of it: it failed, and leaves nothing behind."""
    export = edits.locked(SchoolExport, job.rows.first().args["export"])
    if export.state != State.MAKING:
        return
    edits.save(export, state=states.check(export, "fail"))
    clear(export, job)
    _record(export, "failed", {"state": [State.MAKING, export.state]})


@job_kind(KIND, before=make, after=over)
def keep(job, row, made: Made | None) -> dict:
    export = edits.locked(SchoolExport, row.args["export"])
    if made is None:
        return {}
    if export.state != State.MAKING:  # somebody stopped it while this was made
        delete_later([made.name])
        return {}
    if row.args["part"] == "whole":
        finish(export, job, made)
        return {}
    wanted = made.facts.pop("wanted", None)
    if wanted is not None:
        more(job, export, row, wanted)
    return {"file": made.name, "facts": made.facts}


def more(job, export, row, wanted) -> None:
    """The rows that only the data could name."""
    parts = [wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK)]
    rows = [{"export": export.pk, "part": "papers", "wanted": part} for part in parts]
    rows.append({"export": export.pk, "part": "whole"})
    JobRow.objects.bulk_create(
        JobRow(job=job, position=row.position + n, args=args) for n, args in enumerate(rows, 1)
    )


def finish(export, job, made: Made) -> None:
    now = moment.now()
    edits.save(
        export, state=states.check(export, "finish"), file=made.name, sha256=made.sha256,
        size=made.size, records=sum(made.facts["rows"].values()), papers=made.facts["papers"],
        missing=len(made.facts["missing"]), built_at=now,
        until_on=moment.today() + timedelta(days=DAYS),
    )  # fmt: skip
    clear(export, job, but=made.name)
    _record(export, "built", {"sha256": [None, made.sha256], "records": export.records})


def stop(export) -> None:
    """In the caller's transaction: no worker goes on, nothing of it is kept."""
    if export.job is not None:
        jobs.cancel(export.job)
        clear(export, export.job)


def left_at(export, job, position: int) -> str:
    """Where a row leaves its piece: another name for each worker that tries."""
    return piece_name(export, position, job.attempts)


def piece_name(export, position: int, attempt: int) -> str:
    return f"{FOLDER}/{export.school_id}/{export.uid.hex}-{position}-{attempt}.zip"


def clear(export, job, but="") -> None:
    """Take the pieces away once the transaction stands, also those a killed worker left."""
    job.refresh_from_db(fields=["attempts"])
    names = {
        piece_name(export, position, attempt)
        for position in job.rows.values_list("position", flat=True)
        for attempt in range(1, job.attempts + 1)
    }
    delete_later(names - {but})


def delete_later(names) -> None:
    def remove():
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(remove, robust=True)


def _record(export, what, detail) -> None:
    audit.record(f"school_export.{what}", target=export, by=export.asked_by,
                 school_id=export.school_id, detail=detail)  # fmt: skip
    deadlines.keep(export)
