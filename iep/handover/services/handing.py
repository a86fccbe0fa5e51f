"""Handing over: what stands in every note is printed and frozen, and the next teacher told."""

from dataclasses import dataclass

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from iep.handover import content, deadlines, printing, states
from iep.handover.models import Handover, HandoverNote, HandoverVersion
from pupils import chronology, documents
from pupils.wording import counted
from sendcase import edits, moment
from sendcase.frozen.services import freeze

JOINED = ("pupil__stage", "pupil__profile", "written_by", "handover__school__policy",
          "handover__class_group", "handover__receiver")  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One child's note as it is handed over, printed from one version of the live row."""

    note: HandoverNote
    content: dict
    pdf: bytes


@dataclass(frozen=True)
class Paper:
    version: int  # of the handover that was printed
    pages: list[Page]


def paper_to_hand(handover, version) -> Paper:
    """Print every note, before any transaction. Raises Stale, IllegalMove, PdfFailed."""
    row = Handover.objects.select_related("school__policy", "class_group", "receiver").get(
        pk=handover.pk
    )
    if row.version != version:
        raise edits.Stale(row)
    states.check(row, "hand over")
    notes = list(row.notes.current().select_related(*JOINED))
    refuse_unready(row, notes)
    shared = content.last_shared([note.pupil_id for note in notes])
    values = [content.of_note(note, shared.get(note.pupil_id)) for note in notes]
    pdfs = printing.pages_of_children(values, row, moment.today())
    pages = [Page(*each) for each in zip(notes, values, pdfs, strict=True)]
    return Paper(row.version, pages)


def refuse_unready(handover, notes) -> None:
    if handover.receiver_id is None:
        raise edits.IllegalMove("Say first who the next teacher is.")
    if not notes:
        raise edits.IllegalMove("There is no child in this handover yet. Add one first.")
    empty = [note.pupil.name for note in notes if note.written_at is None]
    if empty:
        still = counted(len(empty), "note")
        raise edits.IllegalMove(f"{still} still to be written: {', '.join(empty)}.")


@transaction.atomic
def hand_over(*, handover, paper, by) -> Handover:
    """Freeze every note and give the class on. Raises Stale if anything was saved since the
    printing, IllegalMove.
    """
    row = edits.locked(Handover, handover.pk, paper.version)
    states.check(row, "hand over")
    now = {note.pk: note for note in row.notes.current().select_for_update(of=("self",))}
    if any(page.note.pk not in now or now[page.note.pk].version != page.note.version
           for page in paper.pages) or len(now) != len(paper.pages):  # fmt: skip
        raise edits.Stale(row)
    frozen = {page.note.pk: freeze_page(page, by) for page in paper.pages}
    edits.save(row, state=states.State.HANDED, handed_by=by, handed_at=moment.now())
    deadlines.keep(row)
    detail = {f"note {pk}": [None, version.sha256] for pk, version in frozen.items()}
    log.record("handover.handed_over", target=row, by=by, school_id=row.school_id, detail=detail)
    return row


def freeze_page(page, by) -> HandoverVersion:
    note = page.note
    document = documents.store(
        pupil=note.pupil,
        title=f"Handover of {note.pupil.name}, {page.content['class']}",
        data=page.pdf,
        media_type="application/pdf",
        needs=Permission.HANDOVER_READ,
        by=by,
    )
    frozen = freeze(
        HandoverVersion, owner={"note": note}, content=page.content, schema=content.SCHEMA,
        document=document, by=by,
    )  # fmt: skip
    chronology.note(
        note.pupil,
        "Handed over to the next teacher",
        needs=Permission.HANDOVER_READ,
        url=note.get_absolute_url(),
    )
    return frozen


@transaction.atomic
def take_back(*, handover, version, by) -> Handover:
    """Open it for writing again, while nobody has read it. The versions stay in the record."""
    row = edits.locked(Handover, handover.pk, version)
    states.check(row, "take back")
    if row.notes.filter(read_at__isnull=False).exists() or deadlines.unanswered().filter(
        handover=row
    ):
        raise edits.IllegalMove(
            "The next teacher has begun to read it, so it stays as it was handed over."
        )
    edits.save(row, state=states.State.WRITING, handed_by=None, handed_at=None)
    deadlines.keep(row, done=False)
    log.record("handover.taken_back", target=row, by=by, school_id=row.school_id)
    return row
