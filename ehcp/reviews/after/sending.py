"""Whom the report has reached, and whom it still has to reach: everybody who was invited, and who
came besides. SEND Regulations 2014, reg. 20(7): within two weeks of the meeting.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q

from accounts.permissions import Permission
from ehcp import clock
from ehcp.requests.services import refuse_day
from ehcp.reviews import circulation, states
from ehcp.reviews.after import printing
from ehcp.reviews.models import (
    AnnualReview,
    AnnualReviewVersion,
    Circulated,
    Invitation,
    LargeReport,
)
from ehcp.reviews.telling import tell
from letters import services as letters
from letters.choosing import any_large
from pupils import documents
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove
from sendcase.frozen.services import content_of

PURPOSE = "annual-review-report"
Role, How = Invitation.Role, Circulated.How
MEANWHILE = "The report was finished anew meanwhile. Look at it, then prepare the letters again."
NOT_NOW = "The report is being put right. Finish it again first."


readers = circulation.readers


def reached(row, frozen) -> dict[int, Circulated]:
    """Invitation → how and when this version went."""
    return circulation.reached(row, Circulated.What.REPORT, frozen)


def waiting(row, frozen) -> list[Invitation]:
    return circulation.waiting(row, Circulated.What.REPORT, frozen)


@transaction.atomic
def sent(*, row, by, on: date, how: dict[int, str], version=None) -> AnnualReview:
    """The newest report went to these. how: number of an invitation → a code of How.

    Raises IllegalMove for a day that cannot be, for nobody, or while the report is open again.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    frozen = _ready(row)
    refuse_day(on, frozen.made_at.astimezone(moment.LONDON).date(), "the report was finished")
    left = {each.pk: each for each in waiting(row, frozen)}
    going = {pk: way for pk, way in how.items() if way and pk in left}
    if not going:
        raise IllegalMove("Say for at least one person how the report went to them.")
    for pk, way in going.items():
        _circulated(left[pk], frozen, way, on, by)
    tell(row, "report_sent", by, {f"sent {pk}": [None, way] for pk, way in going.items()})
    settle(row, by)
    return row


def prepare_letters(*, row, by, mediation="") -> list:
    """Letters home with the report behind them, in large print for a home that asked for it; for
    whoever checks and sends letters.

    Raises IllegalMove, letters.services.CannotPrepare, PdfFailed.
    """
    frozen = _ready(row)
    large = b""
    if any_large(row.pupil, by) and not LargeReport.objects.filter(report=frozen).exists():
        large = printing.pdf(content_of(frozen), frozen.number, large=True)
    return _prepare_letters(row=row, by=by, mediation=mediation, number=frozen.number, large=large)


@transaction.atomic
def _prepare_letters(*, row, by, mediation, number, large) -> list:
    row = edits.locked(AnnualReview, row.pk)
    frozen = _ready(row)
    if frozen.number != number:
        raise IllegalMove(MEANWHILE)
    facts = {
        "meeting_day": day_text(row.held_on),
        "what_asked": row.asks_words or row.get_asks_display(),
        "decision_by": day_text(clock.la_decision(row.held_on).on),
        "mediation": mediation,
    }
    made = letters.prepare(
        purpose=PURPOSE, pupil=row.pupil, facts=facts, attachments=[frozen.document], about=row,
        by=by, large=_in_large_print(frozen, large, by),
    )  # fmt: skip
    tell(row, "report_letters", by, {"letters": [None, len(made)]})
    return made


def _in_large_print(frozen, pdf: bytes, by) -> list:
    """Its document, kept once; none where no home asked for it. pdf: made now, where it was not
    kept before.
    """
    kept = LargeReport.objects.select_related("document").filter(report=frozen).first()
    if kept is None and pdf:
        pupil = frozen.review.pupil
        document = documents.store(
            pupil=pupil, title=f"Annual review report of {pupil.name}, in large print"[:200],
            data=pdf, media_type="application/pdf", needs=Permission.EHC_VIEW, by=by,
        )  # fmt: skip
        kept = LargeReport.objects.create(report=frozen, document=document, made_by=by)
    return [kept.document] if kept else []


def on_issued(letter) -> None:
    """A letter with the report counts for the family as sent, on the day it goes out."""
    if letter.purpose != PURPOSE or letter.about_type != AnnualReview._meta.label_lower:
        return
    row = edits.locked(AnnualReview, letter.about_id)
    frozen = row.versions.first()
    if frozen is None or not _holds(letter, frozen):
        return  # an older version: the newest still has to go
    by = letter.issued_by or letter.approved_by
    people = [each for each in waiting(row, frozen) if circulation.reads_letter(each, letter)]
    for person in people:
        _circulated(person, frozen, How.LETTER, moment.today(), by, letter)
    if people:
        tell(row, "report_sent", by, {f"sent {each.pk}": [None, "letter"] for each in people})
        settle(row, by)


def _holds(letter, frozen) -> bool:
    """Whether this version lies behind the letter, in whatever print."""
    large = LargeReport.objects.filter(report=frozen).values("document")
    behind = letter.attachments.filter(Q(pk=frozen.document_id) | Q(pk__in=large))
    return behind.exists()


def settle(row, by) -> None:
    """Once the newest report has reached everybody, the duty is met; a later version of it does
    not undo that.
    """
    frozen = row.versions.first()
    if frozen is None or row.reported_on or waiting(row, frozen):
        return
    days = [each.on for each in reached(row, frozen).values()]
    on = max(days, default=moment.today())
    edits.save(row, reported_on=on)
    tell(row, "report_reached", by, {"reported_on": [None, on]},
         "Annual review report sent to everybody invited", on)  # fmt: skip


def _ready(row) -> AnnualReviewVersion:
    if row.state == AnnualReview.State.HELD and row.versions.exists():
        raise IllegalMove(NOT_NOW)
    states.check(row, "send the report")
    frozen = row.versions.select_related("document").first()
    if frozen is None:
        raise IllegalMove("No report was finished, so there is nothing to send.")
    return frozen


def _circulated(person, frozen, how, on, by, letter=None) -> None:
    circulation.circulated(person, "report", how, on, by, report=frozen, letter=letter)
