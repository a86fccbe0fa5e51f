"""The report of the meeting: frozen as it goes out. SEND Regulations 2014, reg. 20(7) and (8)."""

from dataclasses import dataclass

from django.db import transaction

from accounts.permissions import Permission
from ehcp.reviews import states
from ehcp.reviews.after import printing, sending
from ehcp.reviews.meeting import content
from ehcp.reviews.models import AnnualReview, AnnualReviewVersion
from ehcp.reviews.telling import tell
from pupils import documents
from sendcase import edits
from sendcase.edits import IllegalMove
from sendcase.frozen.services import freeze

ONCE = "The report is finished, and the authority has decided since. It stays as it went out."
State = AnnualReview.State
MEANWHILE = "Somebody wrote in the review meanwhile. Look at the report again, then finish it."


@dataclass(frozen=True)
class Print:
    """The report as it stood when it was printed."""

    value: dict
    number: int
    pdf: bytes


def printed(row) -> Print:
    """From the live rows, before any transaction. Raises PdfFailed."""
    value, number = content.of_review(row), row.versions.count() + 1
    return Print(value, number, printing.pdf(value, number))


def may_finish(row) -> bool:
    """After the meeting; once the authority has decided, only where no report was finished: the
    duty of reg. 20(7) does not end with its letter.
    """
    return states.can(row, "report") and (row.state == State.HELD or not row.versions.exists())


def report(*, row, by, version=None) -> AnnualReviewVersion:
    """Freeze the report. Whom it still has to reach, ehcp.reviews.after.sending knows.

    row: school, pupil and plan joined. Raises IllegalMove, Stale, PdfFailed.
    """
    _check(row)
    return _report(row=row, by=by, version=version, made=printed(row))


@transaction.atomic
def _report(*, row, by, version, made) -> AnnualReviewVersion:
    row = edits.locked(AnnualReview, row.pk, version)
    after = _check(row)
    if content.of_review(row) != made.value or row.versions.count() + 1 != made.number:
        raise IllegalMove(MEANWHILE)
    if not row.asks and row.state == State.HELD:  # afterwards nobody can write it down any more
        raise IllegalMove("Write down first what the meeting asks for: keep, change or end.")
    edits.save(row, state=after)
    frozen = freeze(
        AnnualReviewVersion, owner={"review": row}, content=made.value, schema=content.SCHEMA,
        document=documents.store(
            pupil=row.pupil, title=f"Annual review report of {row.pupil.name}"[:200],
            data=made.pdf, media_type="application/pdf", needs=Permission.EHC_VIEW, by=by,
        ), by=by, school_id=row.school_id,
    )  # fmt: skip
    detail = {"version": [None, frozen.number], "sha256": [None, frozen.sha256]}
    tell(row, "reported", by, detail, f"Annual review report (version {frozen.number})")
    sending.settle(row, by)
    return frozen


def _check(row) -> str:
    after = states.check(row, "report")
    if not may_finish(row):
        raise IllegalMove(ONCE)
    return after


@transaction.atomic
def open_again(*, row, by, reason, version=None) -> AnnualReview:
    """To put something right: the next version goes to everybody once more. What went out stays.

    Raises IllegalMove once the authority has decided.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, "open the report again")
    if not reason.strip():
        raise IllegalMove("Say what has to be put right.")
    before = row.state
    edits.save(row, state=after)
    detail = {"state": [before, after], "reason": [None, reason]}
    return tell(row, "report_opened", by, detail, "Annual review report opened again")


def newest(row) -> AnnualReviewVersion | None:
    return row.versions.select_related("document").first()
