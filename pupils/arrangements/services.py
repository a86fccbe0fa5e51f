"""Keeping arrangements: how long an approval may run, and ending what is not needed any more."""

from collections.abc import Callable

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from pupils.arrangements.models import ExamAccess
from pupils.chronology import note
from pupils.wording import day_text
from sendcase import edits, moment, months, years
from sendcase.edits import IllegalMove

# An approval of the exam boards runs 26 months at most: docs/decisions/what-the-school-owes.md.
MOST_MONTHS = 26
# What upper apps do when one is saved or ended, in that transaction; added in AppConfig.ready().
followers: list[Callable[[ExamAccess], None]] = []


@transaction.atomic
def save(*, pupil, by, existing=None, version=None, **fields) -> ExamAccess:
    """Add one, or with `existing` change that one. Raises edits.Stale; IllegalMove for days that
    cannot be, and for one that has ended.
    """
    refuse_days(fields.get("kind", ""), fields.get("approved_on"), fields.get("expires_on"))
    row = _open(existing, version) if existing else None
    detail = {name: [getattr(row, name, None), value] for name, value in fields.items()}
    if "expires_on" in fields and fields["expires_on"] != getattr(row, "expires_on", None):
        fields["expires_said_on"] = moment.today()
    if row is None:
        row = ExamAccess.objects.create(school_id=pupil.school_id, pupil=pupil, **fields)
    else:
        edits.save(row, **fields)
    _tell("exam_access.saved", row, by, detail)
    note(pupil, f"{title(row)}: {row.arrangement}", needs=Permission.CONTEXT_VIEW)
    _follow(row)
    return row


def _open(arrangement, version) -> ExamAccess:
    """Locked and not ended. That it has ended is said before that the form was stale."""
    if words := ended(edits.locked(ExamAccess, arrangement.pk)):
        raise IllegalMove(words)
    return edits.locked(ExamAccess, arrangement.pk, version)


def ended(row) -> str:
    """Why it is changed no more; "" while it holds."""
    if row.ended_on is None:
        return ""
    return f"This ended on {day_text(row.ended_on)} and is not changed any more. Add a new one."


@transaction.atomic
def end(*, arrangement, by) -> ExamAccess:
    """It is not needed any more, or something else took its place. Ended twice: once."""
    row = edits.locked(ExamAccess, arrangement.pk)
    if row.ended_on is not None:
        return row
    edits.save(row, ended_on=moment.today())
    _tell("exam_access.ended", row, by, {"ended_on": [None, row.ended_on]})
    note(row.pupil, f"{title(row)} ended: {row.arrangement}", needs=Permission.CONTEXT_VIEW)
    _follow(row)
    return row


def refuse_days(kind, approved_on, expires_on) -> None:
    """Raises IllegalMove where a year cannot be meant, or the approval of the exam boards is not
    dated or runs too long.
    """
    if words := years.slip(approved_on, expires_on):
        raise IllegalMove(words)
    if approved_on and expires_on and expires_on < approved_on:
        raise IllegalMove("This runs out before it was approved. Check both dates.")
    if kind != ExamAccess.Kind.BOARDS:
        return
    if not (approved_on and expires_on):
        raise IllegalMove("Say when the exam boards approved it and when that runs out.")
    last = months.later(approved_on, MOST_MONTHS)
    if expires_on > last:
        raise IllegalMove(
            f"An approval of {day_text(approved_on)} runs {MOST_MONTHS} months at most: until "
            f"{day_text(last)}. Check both dates."
        )


def title(row) -> str:
    return "Adjustment" if row.kind == ExamAccess.Kind.ADJUSTMENT else "Exam access"


def _follow(row) -> None:
    for follow in followers:
        follow(row)


def _tell(verb, row, by, detail) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id, detail=detail
    )
