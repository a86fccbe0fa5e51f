"""The job that makes trails: a row for each child, then one that binds them behind a cover.

Each row leaves its file at a place that follows from trail and row, so a worker that was killed
writes over what it had left. A child whose paper cannot be made is named; the others go on.
"""

import hashlib
import logging
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string

from accounts.access import may
from accounts.permissions import Permission as P
from audit import log as audit
from ehcp.packs.sheets import html
from pupils.wording import day_text
from reports.trail import story
from reports.trail.case import TrailCase
from reports.trail.models import CaseTrail, CaseTrailPupil
from sendcase import edits, moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow
from sendcase.jobs.registry import RowFailed, job_kind
from sendcase.pdf import PdfFailed, page_count, render_pdf
from sendcase.pdf.binding import Binder, Piece

log = logging.getLogger(__name__)
KIND = "case-trail"
State = CaseTrail.State
TITLE = "Case trail"
TRIES = 3  # a cover grows by its own numbers once at most
NOT_THEIRS = "Whoever asked for it may not print case trails any more. Who may now can try again."
NOT_ONE = "None of the papers could be made."


@dataclass
class Made:
    """What a row made. firsts: row of a child → page its part begins on, of the last row."""

    pdf: bytes
    pages: int
    firsts: dict[int, int]


def begin(trail, by):
    """Add the job, in the caller's transaction."""
    numbers = trail.pupils.order_by("position").values_list("pk", flat=True)
    rows: list[dict] = [{"trail": trail.pk, "pupil": number} for number in numbers]
    rows.append({"trail": trail.pk, "end": 1})
    return jobs.add(
        kind=KIND, key=f"{KIND}-{trail.pk}", school_id=trail.school_id, rows=rows, by=by
    )


def make(job, row) -> Made | None:
    """Before any transaction; None where nobody waits for it any more."""
    trail = CaseTrail.objects.select_related("asked_by", "school").get(pk=row.args["trail"])
    if trail.state != State.WAITING:
        return None
    if not may(trail.asked_by, P.CASE_TRAIL, trail.school_id):
        raise RowFailed(NOT_THEIRS)
    try:
        return whole(trail) if "end" in row.args else one(trail, row.args["pupil"])
    except PdfFailed as failed:
        raise RowFailed(f"The paper could not be made. {failed}") from failed


def one(trail, number: int) -> Made:
    """The paper of one child. Raises PdfFailed."""
    joined = ("pupil__school__policy", "pupil__class_group")
    row = CaseTrailPupil.objects.select_related(*joined).get(pk=number)
    case = TrailCase(by=trail.asked_by, whose=row.pupil)
    pdf = render_pdf(html(row.pupil, TITLE, story.blocks(case)))
    return Made(pdf, page_count(pdf), {})


def whole(trail) -> Made:
    """All that were made, behind a cover with contents, numbered through. Raises PdfFailed."""
    rows = [row for row in trail.pupils.select_related("pupil__class_group") if row.file]
    if not rows:
        raise PdfFailed(NOT_ONE)
    with Binder() as binder:
        behind = [_taken(binder, row) for row in rows]
        cover, firsts = _cover(binder, trail, rows, behind)
        pieces = [cover, *behind]
        outline = [["Cover", 0, []], *([row.pupil.name, firsts[row.pk] - 1, []] for row in rows)]
        pdf = binder.bind_numbered(pieces, outline)
    return Made(pdf, sum(piece.pages for piece in pieces), firsts)


def _taken(binder: Binder, row) -> Piece:
    with row.file.open("rb") as file:
        return binder.take(file.read(), ours=True)


def _cover(binder, trail, rows, behind) -> tuple[Piece, dict[int, int]]:
    """The cover says on which page each begins, which hangs on how long the cover is."""
    guess = 1
    for _ in range(TRIES):
        page, firsts = guess + 1, {}
        for row, piece in zip(rows, behind, strict=True):
            firsts[row.pk], page = page, page + piece.pages
        cover = binder.take(render_pdf(cover_html(trail, rows, firsts)), ours=True)
        if cover.pages == guess:
            return cover, firsts
        guess = cover.pages
    raise PdfFailed("The cover does not settle.")


def cover_html(trail, rows, firsts) -> str:
    return render_to_string("reports/trail/print/cover.html", {
        "title": TITLE, "school": trail.school, "by": trail.asked_by.name, "seed": trail.seed,
        "made": day_text(moment.today()),
        "rows": [{"pupil": row.pupil, "first": firsts[row.pk]} for row in rows],
    })  # fmt: skip


@transaction.atomic
def over(job) -> None:
    """Nothing is left to do and no whole came of it: it failed, and leaves no file behind."""
    trail = edits.locked(CaseTrail, job.rows.first().args["trail"])
    if trail.state == State.WAITING:
        end(trail, State.FAILED)
        _record("failed", trail, {"state": [State.WAITING, State.FAILED]})


@job_kind(KIND, before=make, after=over)
def keep(job, row, made: Made | None) -> dict:
    trail = edits.locked(CaseTrail, row.args["trail"])
    if made is None or trail.state != State.WAITING:
        return {}
    if "end" in row.args:
        finish(job, trail, made)
    else:
        child = edits.locked(CaseTrailPupil, row.args["pupil"])
        name = store(child.file.storage, left_at(trail, row.position), made.pdf)
        edits.save(child, file=name, sha256=_sha(made.pdf), pages=made.pages)
    return {"pages": made.pages}


def finish(job, trail, made: Made) -> None:
    for row in job.rows.filter(state=JobRow.State.FAILED):
        CaseTrailPupil.objects.filter(pk=row.args["pupil"]).update(why_not=row.error)
    for number, first in made.firsts.items():
        CaseTrailPupil.objects.filter(pk=number).update(first=first)
    name = store(trail.file.storage, left_at(trail, 0), made.pdf)
    edits.save(trail, file=name, sha256=_sha(made.pdf), pages=made.pages, state=State.READY,
               built_at=moment.now())  # fmt: skip
    _record("built", trail, {"pages": [None, made.pages]})


def left_at(trail, place: int) -> str:
    """Where the file of a row lies; 0: the whole. The same each time it is tried."""
    return f"trails/{trail.school_id}/{trail.uid.hex}-{place}.pdf"


def store(storage, name: str, data: bytes) -> str:
    storage.delete(name)  # of a worker that was killed before it could say so
    return storage.save(name, ContentFile(data))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def end(trail, state) -> CaseTrail:
    """Without files: what was made for it goes once the transaction stands."""
    storage, children = trail.file.storage, list(trail.pupils.all())
    names = [left_at(trail, place) for place in range(len(children) + 1)]

    def remove():
        for name in names:
            storage.delete(name)

    transaction.on_commit(remove, robust=True)
    trail.pupils.update(file="", pages=0, first=0)
    return edits.save(trail, state=state, file="", pages=0)


def _record(what, trail, detail) -> None:
    audit.record(f"case_trail.{what}", target=trail, by=trail.asked_by, school_id=trail.school_id,
                 detail=detail)  # fmt: skip
