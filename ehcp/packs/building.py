"""The job that puts a pack together: a row for every ten papers, then one that binds the whole.

A row leaves a file that no page leads to; the last one takes them away. A worker that is killed
begins again with the row it was at. A paper that cannot be bound is named and nothing else stops.
"""

import logging
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.permissions import Permission
from audit import log as audit
from ehcp.packs import front, missing, papers, parts
from ehcp.packs.case import case_of
from ehcp.packs.models import Pack
from pupils import chronology, documents
from pupils.access import may_about
from pupils.models import Document
from sendcase import edits, moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow
from sendcase.jobs.registry import RowFailed, job_kind
from sendcase.pdf import PdfFailed
from sendcase.pdf.binding import Binder, Piece

log = logging.getLogger(__name__)
KIND = "ehc-pack"
CHUNK = 10  # papers to a row
NOT_MADE = "The pack could not be put together. {}"
NOT_THEIRS = (
    "Whoever asked for it may not put papers together any more, so nothing was taken. Who may now "
    "can try it again."
)
NOT_ONE = "None of the papers could be taken or bound. Choose others, or send them one by one."


@dataclass
class Made:
    """What a row made: a PDF, of which papers, and which could not be bound."""

    pdf: bytes = b""
    entries: list[dict] = field(default_factory=list)
    separate: list[dict] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    pages: int = 0


def begin(pack, chosen, by, fallen=()):
    """Add the job, in the caller's transaction. chosen: parts.chosen(…); fallen: titles of what was
    ticked the time before and may not be taken any more.
    """
    keys = [item.key for items in chosen.values() for item in items]
    rows: list[dict] = [{"pack": pack.pk, "items": keys[at : at + CHUNK]}
                        for at in range(0, len(keys), CHUNK)]  # fmt: skip
    rows.append({"pack": pack.pk, "end": 1, "fallen": list(fallen)})
    return jobs.add(kind=KIND, key=f"{KIND}-{pack.pk}", school_id=pack.school_id, rows=rows, by=by)


def ticked(pack) -> dict[str, str]:
    """Key → title of each paper that was chosen for it, or of its part where it was not reached."""
    found: dict[str, str] = {}
    for row in pack.job.rows.all() if pack.job else ():
        found |= {key: parts.TITLES[key.split(":")[0]] for key in row.args.get("items", ())}
        said = [*row.result.get("entries", ()), *row.result.get("separate", ())]
        found |= {each["key"]: each["title"] for each in said if "key" in each}
    return found


def fallen(pack) -> list[str]:
    """As begin() was told."""
    last = pack.job.rows.last() if pack.job else None
    return last.args.get("fallen", []) if last else []


def make(job, row) -> Made | None:
    """Before any transaction; None where nobody waits for it any more. No empty pack takes the
    place of a good one: it fails, and says why.
    """
    pack = Pack.objects.select_related("asked_by", "pupil").get(pk=row.args["pack"])
    if pack.state != Pack.State.WAITING:
        return None
    if not may_about(pack.asked_by, Permission.EHC_EDIT, pack.pupil):
        raise RowFailed(NOT_THEIRS)
    try:
        return whole(job, pack) if "end" in row.args else piece(pack, row.args)
    except PdfFailed as failed:
        raise RowFailed(NOT_MADE.format(failed)) from failed


def piece(pack, args) -> Made:
    """These papers, one behind the other."""
    wanted = dict.fromkeys(key.split(":")[0] for key in args["items"])
    case = case_of(pack)
    found = {item.key: item for key in wanted
             for items in parts.gather(case, key).values() for item in items}  # fmt: skip
    made, taken = Made(), []
    with Binder() as binder:
        for item in [found[key] for key in args["items"] if key in found]:
            said = {"key": item.key, "part": item.key.split(":")[0], "title": item.title,
                    "on": item.on.isoformat() if item.on else None}  # fmt: skip
            try:
                paper = papers.take(binder, item)
                binder.bind([paper])
            except PdfFailed as failed:
                made.separate.append(said | {"why": str(failed)})
            else:
                taken.append(paper)
                made.entries.append(said | {"pages": paper.pages})
        made.pdf = binder.bind(taken) if taken else b""
    return made


def whole(job, pack) -> Made:
    """All of it with index, numbers and outline. Raises PdfFailed."""
    case, made = case_of(pack), Made()
    made.missing = missing.sentences(case, parts.gather(case), pack.without)
    with Binder() as binder:
        behind = [paper for row in job.rows.all() if (paper := _behind(binder, row, made))]
        if not made.entries:
            raise PdfFailed(NOT_ONE)
        first = front.before(binder, case, made.entries, made.missing, made.separate)
        pieces = [*first, *behind]
        made.pdf = binder.bind_numbered(pieces, front.outline(first, made.entries))
        made.pages = sum(each.pages for each in pieces)
    return made


def _behind(binder, row, made: Made) -> Piece | None:
    """What an earlier row left; one that went wrong on our side is named."""
    if row.state == JobRow.State.FAILED:
        lost = [parts.TITLES[key.split(":")[0]] for key in row.args["items"]]
        made.separate += [
            {"part": "", "title": f"{title} ({lost.count(title)})", "on": None, "why": row.error}
            for title in dict.fromkeys(lost)
        ]
    made.entries += row.result.get("entries", [])
    made.separate += row.result.get("separate", [])
    if not row.result.get("file"):
        return None
    with storage().open(row.result["file"]) as file:
        return binder.take(file.read(), ours=True)


@transaction.atomic
def over(job) -> None:
    """Nothing is left to do and no pack came of it: it failed, and leaves no file behind."""
    pack = edits.locked(Pack, job.rows.first().args["pack"])
    if pack.state == Pack.State.WAITING:
        end(pack, Pack.State.FAILED)
        _record("failed", pack, {"state": [Pack.State.WAITING, Pack.State.FAILED]})


@job_kind(KIND, before=make, after=over)
def keep(job, row, made: Made | None) -> dict:
    pack = edits.locked(Pack, row.args["pack"])
    if made is None or pack.state != Pack.State.WAITING:
        return {}
    if "end" in row.args:
        finish(pack, made)
        return {"pages": made.pages}
    file = left_at(pack, row) if made.pdf else ""
    if file:
        storage().delete(file)  # of a worker that was killed before it could say so
        storage().save(file, ContentFile(made.pdf))
    return {"file": file, "entries": made.entries, "separate": made.separate}


def left_at(pack, row) -> str:
    """Where a row leaves its file: the same each time it is tried."""
    return f"packs/{pack.school_id}/{pack.uid.hex}-{row.position}.pdf"


def finish(pack, made: Made) -> None:
    """The pack is a document of the child; its row says what stands on which page."""
    case = case_of(pack)
    document = documents.store(
        pupil=case.pupil, title=front.title_of(case)[:200], data=made.pdf,
        media_type="application/pdf", needs=Permission.EHC_VIEW, by=pack.asked_by,
    )  # fmt: skip
    edits.save(
        pack, state=Pack.State.READY, document=document, contents=made.entries,
        separate=made.separate, missing=made.missing, pages=made.pages, built_at=moment.now(),
    )  # fmt: skip
    _record("built", pack, {"pages": [None, made.pages], "papers": len(made.entries)})
    chronology.note(
        case.pupil, f"Papers put together for {'the authority' if case.request else 'the review'}",
        needs=Permission.EHC_VIEW, url=pack.get_absolute_url(),
    )  # fmt: skip
    clear(pack)


def _record(what, pack, detail) -> None:
    audit.record(f"ehc_pack.{what}", target=pack, by=pack.asked_by, school_id=pack.school_id,
                 pupil_id=pack.pupil_id, detail=detail)  # fmt: skip


def end(pack, state) -> Pack:
    """Without a pack: nothing that was made for it is kept."""
    clear(pack)
    return edits.save(pack, state=state)


def clear(pack) -> None:
    """Take the files of its rows away once the transaction stands, also one that a killed worker
    left without a word.
    """
    names = [left_at(pack, row) for row in pack.job.rows.all()]

    def remove():
        for name in names:
            storage().delete(name)

    transaction.on_commit(remove, robust=True)


def storage():
    return Document._meta.get_field("file").storage
