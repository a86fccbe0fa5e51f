"""Putting it on the website, taking it down, beginning the next one."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from reports.public import content, deadlines, printing, reading, states
from reports.public.models import PublicDocument, PublicPdf, PublicSection, PublicVersion
from reports.public.services.approving import NOTHING, refuse_names
from reports.public.services.telling import tell
from schools import wording
from sendcase import edits, moment, months
from sendcase.edits import IllegalMove, Stale
from sendcase.frozen.models import Version
from sendcase.frozen.services import freeze


@dataclass(frozen=True)
class Print:
    """The document as it stood when it was printed: its version then, the value, the PDF."""

    version: int
    on: date
    value: dict
    pdf: bytes


def printed(document) -> Print:
    """Print what is approved, before any transaction. Raises PdfFailed, and IllegalMove, also for
    the name of a child who came after the head approved.
    """
    row = PublicDocument.objects.select_related("school").get(pk=document.pk)
    states.check(row, "publish")
    today = moment.today()
    value = content.dated(
        reading.value_of(row), published_on=today, approved_on=row.approved_on,
        governors_on=row.governors_on, next_by=months.later(today, row.about.months),
    )  # fmt: skip
    refuse_names(value, row.school)
    words = f"Published {wording.day(today)}"
    return Print(row.version, today, value, printing.pdf(value, row.school, state_words=words))


@transaction.atomic
def publish(*, document, made: Print, by) -> Version:
    """Freeze what was printed and show it to everybody. Raises Stale where it moved on since."""
    row = edits.locked(PublicDocument, document.pk)
    after = states.check(row, "publish")
    if row.version != made.version:
        raise Stale(row)
    if made.on != moment.today():
        raise IllegalMove("Midnight passed while it was printed. Publish it once more.")
    paper = PublicPdf.objects.create(
        school_id=row.school_id, data=made.pdf, sha256=hashlib.sha256(made.pdf).hexdigest()
    )
    version = freeze(
        PublicVersion, owner={"of": row}, content=made.value, schema=content.SCHEMA,
        document=paper, by=by, school_id=row.school_id, published_on=made.on,
    )  # fmt: skip
    edits.save(
        row, state=after, published_on=made.on, taken_down_at=None, taken_down_by=None,
        taken_down_why="",
    )  # fmt: skip
    tell(row, "published", by, {"version": [None, version.number],
                                "sha256": [None, version.sha256]})  # fmt: skip
    deadlines.met(row, by)
    deadlines.keep(row)
    return version


@transaction.atomic
def begin_next(*, document, by, version=None) -> PublicDocument:
    """The text is taken along, and each section says from when it is. Raises Stale, IllegalMove."""
    row = edits.locked(PublicDocument, document.pk, version)
    before, after = row.state, states.check(row, "begin the next")
    # What stood carried before keeps its older day: nobody has looked at it since.
    kept = PublicSection.objects.filter(document=row, carried_on=None)
    kept.update(carried_on=row.published_on)
    edits.save(row, state=after, begun_on=moment.today(), **NOTHING)
    tell(row, "begun_again", by, {"state": [before, after]})
    return row


@transaction.atomic
def take_down(*, document, why, by) -> PublicDocument:
    """Nobody outside reads it any more, until the next one is published, which is due soon. Twice:
    once.

    Raises IllegalMove where nothing was published.
    """
    row = edits.locked(PublicDocument, document.pk)
    if row.published_on is None:
        raise IllegalMove("Nothing was published yet, so there is nothing to take down.")
    if row.taken_down_at is None:
        edits.save(row, taken_down_at=moment.now(), taken_down_by=by, taken_down_why=why)
        tell(row, "taken_down", by, {"why": [None, why]})
        deadlines.keep(row)
    return row
