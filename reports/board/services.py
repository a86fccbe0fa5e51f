"""Opening a term's edition, writing its words, confirming them, publishing.

Two people: whoever wrote in it does not confirm it. What was confirmed is what is published; the
figures are counted at the confirmation, outside the transaction, and kept with it.
"""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.db import transaction

from audit import log
from reports.board import content, counting, deadlines, names, printing, states
from reports.board.models import BoardEdition, BoardVersion
from schools.models import School
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.frozen.services import freeze

State = BoardEdition.State
NO_TERM = (
    "A report belongs to a term, and no term has begun yet. Enter your terms first: School, then "
    "Terms."
)
OWN_WORDS = "You wrote in this report, so somebody else confirms it."
NO_WORDS = "Nothing is written yet. The board reads your words first: write them before."
OVERTAKEN = "The report of a later term is published already. This one stays as it is."
NEW_FIGURES = (
    "Another report was published since this one was confirmed. Take the confirmation back and "
    "confirm again, so that the figures are counted from that one on."
)
NOTHING = {"confirmed_by": None, "confirmed_at": None, "figures": None, "cells": None}


@transaction.atomic
def begin(*, school, by) -> BoardEdition:
    """The edition of the term we are in; in the holidays after it, still of that one. The one that
    is there, if it is. Raises IllegalMove where no term has begun.
    """
    edits.locked(School, school.pk)
    term = deadlines.term_now(school.pk)
    if term is None:
        raise IllegalMove(NO_TERM)
    if found := BoardEdition.objects.of_term(term).first():
        return found
    row = BoardEdition.objects.create(
        school=school, term=term, term_name=term.name, starts_on=term.starts_on,
        ends_on=term.ends_on, opened_by=by,
    )  # fmt: skip
    return _tell(row, "opened", by, {"term": [None, term.name]})


@transaction.atomic
def write(*, edition, by, version=None, asked=(), **words) -> BoardEdition:
    """words: of content.WORDS; asked: words that are also names, which the person says are none.

    One that was confirmed is a draft again: nobody confirmed the new words. Raises Stale;
    IllegalMove for the name of a child.
    """
    row = edits.locked(BoardEdition, edition.pk, version)
    after = states.check(row, "write")
    names.refuse(row.school, words.values(), asked)
    detail = {name: [getattr(row, name), text] for name, text in words.items()}
    writers = sorted({*row.writers, by.pk})
    edits.save(row, state=after, written_by=by, written_at=moment.now(), writers=writers,
               **words, **NOTHING)  # fmt: skip
    return _tell(row, "written", by, {**detail, "asked": [None, list(asked)]})


def confirm(*, edition, by, version=None) -> BoardEdition:
    """A second person stands behind the words, and the figures are counted. Raises Stale,
    IllegalMove.
    """
    row = _to_confirm(edition, by, version)  # who is refused makes nobody count
    # Counting takes a while at a big school: nobody waits for it.
    made = counting.counted(edition.school, edition.starts_on, edition.ends_on)
    return _confirm(row, by, row.version, made)


@transaction.atomic
def _to_confirm(edition, by, version) -> BoardEdition:
    """The row, locked in the caller's transaction. Raises as `confirm`."""
    edits.locked(School, edition.school_id)
    row = edits.locked(BoardEdition, edition.pk, version)
    states.check(row, "confirm")
    refuse_confirmer(row, by)
    _refuse_overtaken(row)
    names.refuse(row.school, words_of(row), names.ALL)
    return row


@transaction.atomic
def _confirm(edition, by, version, made) -> BoardEdition:
    row = _to_confirm(edition, by, version)
    after = states.check(row, "confirm")
    earlier = [content.as_earlier(each) for each in counting.published(row.school)]
    if earlier != made.figures["earlier"]:
        raise IllegalMove("Another report was published in this moment. Look at it, then confirm.")
    edits.save(row, state=after, confirmed_by=by, confirmed_at=moment.now(),
               figures=made.figures, cells=made.cells)  # fmt: skip
    return _tell(row, "confirmed", by, {"state": ["draft", after]})


def refuse_confirmer(row, by) -> None:
    """Raise IllegalMove where this person cannot be the second one, or there is nothing yet."""
    if not any(words_of(row)):
        raise IllegalMove(NO_WORDS)
    if by.pk in row.writers:
        raise IllegalMove(OWN_WORDS)


def words_of(row) -> list[str]:
    return [getattr(row, name) for name in content.WORDS]


@transaction.atomic
def take_back(*, edition, by, version=None) -> BoardEdition:
    """It is a draft again; its figures are counted anew at the next confirmation."""
    row = edits.locked(BoardEdition, edition.pk, version)
    after = states.check(row, "take back")
    edits.save(row, state=after, **NOTHING)
    return _tell(row, "taken_back", by, {"state": ["confirmed", after]})


def publish(*, edition, by, version=None) -> BoardEdition:
    """Freeze what was confirmed, as JSON and as PDF. Raises Stale, IllegalMove, PdfFailed."""
    row = _to_publish(edition, version)  # what is refused makes no paper
    said = content.of_edition(row, row.figures or {}, moment.today())
    return _publish(row, by, said, printing.pdf(said))


@transaction.atomic
def _to_publish(edition, version) -> BoardEdition:
    """The row, locked in the caller's transaction. Raises as `publish`."""
    edits.locked(School, edition.school_id)
    row = edits.locked(BoardEdition, edition.pk, version)
    states.check(row, "publish")
    _refuse_overtaken(row)
    if BoardVersion.objects.filter(
        edition__school=row.school_id, made_at__gte=row.confirmed_at
    ).exists():
        raise IllegalMove(NEW_FIGURES)
    names.refuse(row.school, words_of(row), names.ALL)
    return row


@transaction.atomic
def _publish(seen, by, said, pdf: bytes) -> BoardEdition:
    row = _to_publish(seen, seen.version)
    after = states.check(row, "publish")
    _forget_who_stood_where(row.school_id)
    edits.save(row, state=after, published_by=by, published_at=moment.now())
    freeze(BoardVersion, owner={"edition": row}, content=said, schema=content.SCHEMA, by=by,
           counted_on=said["figures"]["counted_on"], **keep_file(row.school_id, pdf))  # fmt: skip
    return _tell(row, "published", by, {"state": ["confirmed", after]})


def _forget_who_stood_where(school_id: int) -> None:
    """Of the reports before: the next one is compared with this one alone."""
    rows = BoardEdition.objects.filter(school=school_id).published()
    rows.exclude(cells__isnull=True).update(cells=None)


def keep_file(school_id: int, pdf: bytes) -> dict:
    """The fields of a version that name its file. One whose row was not written is reachable by
    nobody.
    """
    storage = BoardVersion._meta.get_field("file").storage
    name = storage.save(f"board/{school_id}/{uuid.uuid4().hex}.pdf", ContentFile(pdf))
    return {"file": name, "size": len(pdf), "file_sha256": hashlib.sha256(pdf).hexdigest()}


def _refuse_overtaken(row) -> None:
    if deadlines.is_overtaken(row):
        raise IllegalMove(OVERTAKEN)


def _tell(row, verb, by, detail) -> BoardEdition:
    log.record(f"board_report.{verb}", target=row, by=by, school_id=row.school_id, detail=detail)
    deadlines.keep(row.school_id)
    return row
