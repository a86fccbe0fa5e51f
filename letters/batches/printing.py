"""One PDF of all that goes by post or by hand: a list for the office, then envelope after envelope.

Printed on both sides of the paper each letter begins on a fresh sheet. Made in a job: the file and
its row are there whole or not at all; made again it is a new row.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils.functional import cached_property

from audit import log
from letters import envelopes
from letters.batches import work
from letters.batches.models import Batch, BatchPrint
from letters.models import Letter
from letters.purposes import purposes
from pupils import documents
from sendcase import edits, moment
from sendcase.jobs.registry import RowFailed, job_kind
from sendcase.pdf import PdfFailed, join, page_count, render_pdf

A4 = (595.28, 841.89)  # points
BY_EMAIL = "email"
LINES = 250  # envelopes in one piece of the office's list: 1.5 s to lay out


@dataclass(frozen=True)
class Paper:
    """What is to be kept: the whole PDF, and what lies in it from which page on."""

    pdf: bytes
    envelopes: list[dict]


@dataclass(frozen=True)
class OneLetter:
    """A letter as it went out. planned: for the sorting into envelopes."""

    pdf: bytes
    planned: envelopes.LetterToPost

    @cached_property
    def sides(self) -> int:
        """Pages on paper printed on both sides: an even number."""
        return even(self.planned.pages)


def even(pages: int) -> int:
    return pages + pages % 2


def to_print(batch):
    """Its letters that count and go on paper. One by e-mail is in no envelope."""
    sent = batch.letters.exclude(issued_on=None).exclude(state=Letter.State.WITHDRAWN)
    rows = sent.exclude(way=BY_EMAIL).select_related("pupil__class_group")
    return rows.select_related("issued_version__document").order_by("pk")


def lay_out(job, row) -> Paper | None:
    """The whole paper, made before any transaction; None where nothing goes on paper."""
    batch = Batch.objects.select_related("school").get(pk=row.args["batch"])
    if "end" not in row.args or batch.state != Batch.State.ISSUED:
        return None
    letters = {letter.pk: read(letter) for letter in to_print(batch)}
    if not letters:
        return None
    try:
        return whole(batch, letters)
    except PdfFailed as failed:
        raise RowFailed(f"The paper for the post could not be made. {failed}") from failed


def read(letter) -> OneLetter:
    """The paper that was frozen when it was sent: nothing is made anew, nothing can differ."""
    version = letter.issued_version
    pdf, to = documents.content(version.document), json.loads(version.content)["to"]
    is_young_person = letter.contact_id is None and not letter.other_name
    way = envelopes.HAND if is_young_person else letter.way
    group = letter.pupil.class_group
    planned = envelopes.LetterToPost(
        id=letter.pk,
        to_name=to["name"],
        address_lines=() if way == envelopes.HAND else tuple(to["lines"]),
        way=way,
        class_name=group.name if group else "",
        pupil_sort_key=letter.pupil.sort_key,
        pages=page_count(pdf),
    )
    return OneLetter(pdf, planned)


def whole(batch, letters: dict[int, OneLetter]) -> Paper:
    """The list first, then the letters in the order of the post. Raises PdfFailed."""
    order = envelopes.plan(each.planned for each in letters.values())
    listed = said(order, letters, first_page=1)
    cover = cover_pdf(batch, listed)
    listed = said(order, letters, first_page=1 + even(page_count(cover)))
    cover, blank = cover_pdf(batch, listed), blank_page()
    pieces = padded(cover, page_count(cover), blank)
    for envelope in order:
        for planned in envelope.letters:
            pieces += padded(letters[planned.id].pdf, planned.pages, blank)
    return Paper(join(pieces), listed)


def said(order, letters, first_page: int) -> list[dict]:
    """One entry for each envelope, in post order, as BatchPrint keeps it."""
    found, page = [], first_page
    for envelope in order:
        found.append({
            "letters": [each.id for each in envelope.letters],
            "to": envelope.to_name,
            "place": envelope.address_lines[-1] if envelope.address_lines else "",
            "way": envelope.way,
            "class": ", ".join(dict.fromkeys(each.class_name for each in envelope.letters)),
            "from": page,
            "pages": envelope.pages,
        })  # fmt: skip
        found[-1]["sheets"] = sum(letters[each.id].sides for each in envelope.letters) // 2
        page += 2 * found[-1]["sheets"]
    return found


def padded(pdf: bytes, pages: int, blank: bytes) -> list[bytes]:
    return [pdf, blank] if pages % 2 else [pdf]


def blank_page() -> bytes:
    from pypdf import PdfWriter

    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(*A4)
    writer.write(made)
    return made.getvalue()


def cover_pdf(batch, listed: list[dict]) -> bytes:
    """How many envelopes, what lies in each, and what goes by hand by class. Raises PdfFailed.

    A long list is laid out in pieces: as a whole it would take longer than one paper may.
    """
    numbered = [{**each, "number": n} for n, each in enumerate(listed, 1)]
    pieces = [numbered[at : at + LINES] for at in range(0, len(numbered), LINES)]
    same = {
        "batch": batch,
        "purpose": purposes[batch.purpose].title,
        "day": moment.today(),
        "by_post": sum(each["way"] == envelopes.POST for each in listed),
        "by_hand": sum(each["way"] == envelopes.HAND for each in listed),
        "sheets": sum(each["sheets"] for each in listed),
    }
    return join([render_pdf(cover_html(same, piece)) for piece in pieces])


def cover_html(same: dict, piece: list[dict]) -> str:
    post = [each for each in piece if each["way"] == envelopes.POST]
    hand = [each for each in piece if each["way"] == envelopes.HAND]
    context = {**same, "post": post, "hand": hand, "is_first": piece[0]["number"] == 1}
    return render_to_string("letters/batches/print/cover.html", context)


@job_kind(work.PRINT, before=lay_out)
def keep(job, row, paper: Paper | None) -> dict:
    """File and row together. A file whose row was not written is reachable by nobody."""
    if paper is None:
        return {}
    batch = edits.locked(Batch, row.args["batch"])
    made = BatchPrint(
        school_id=batch.school_id, batch=batch, size=len(paper.pdf),
        sha256=hashlib.sha256(paper.pdf).hexdigest(), envelopes=paper.envelopes,
    )  # fmt: skip
    name = f"batches/{batch.school_id}/{uuid.uuid4().hex}.pdf"
    made.file.name = made.file.storage.save(name, ContentFile(paper.pdf))
    made.save()
    log.record("letter_batch.paper_made", target=made, by=job.by, school_id=batch.school_id,
               detail={"envelopes": [None, len(paper.envelopes)]})  # fmt: skip
    return {"print": made.pk}
