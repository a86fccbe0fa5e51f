"""A review that is open follows the register: who is placed meanwhile is added, whose place ends
is dropped with a note, whose place changed is to be decided again. Called by register.hooks.
"""

from pupils.wording import day_text
from register.models import RegisterEntry
from register.review.models import RegisterReview, ReviewRow
from sendcase import edits, moment

UNDECIDED = {
    "choice": "", "to_stage": None, "reason": "", "decided_by": None, "decided_at": None,
}  # fmt: skip


def follow(pupil) -> None:
    """In the transaction of the change, after it."""
    open_ones = RegisterReview.objects.filter(school=pupil.school_id)
    # Locked, so that nobody finishes the review between this question and what follows.
    review = open_ones.select_for_update().filter(state=RegisterReview.State.OPEN).first()
    if review is None:
        return
    entry = RegisterEntry.objects.open().filter(pupil=pupil).first()
    row = ReviewRow.objects.filter(review=review, pupil=pupil).first()
    if row is None:
        if entry is not None:
            ReviewRow.objects.create(**facts_of(review, entry), is_new=True, note="New since then")
    elif entry is None:
        drop(row)
    elif row.dropped_at or (row.entry_id, row.from_stage_id) != (entry.pk, entry.stage_id):
        look_again(row, entry)


def facts_of(review, entry) -> dict:
    return {
        "school_id": review.school_id, "review": review, "pupil_id": entry.pupil_id,
        "entry": entry, "from_stage_id": entry.stage_id,
    }  # fmt: skip


def drop(row) -> None:
    if row.dropped_at is not None:
        return
    row = edits.locked(ReviewRow, row.pk)
    ended = row.entry
    ended.refresh_from_db()
    why = f"{ended.stage_name} ended on {day_text(ended.until_on)}: {ended.end_reason}"
    edits.save(row, dropped_at=moment.now(), note=why[:300].replace("\n", " "), **UNDECIDED)


def look_again(row, entry) -> None:
    """Decided or not: what was looked at is no longer so."""
    row = edits.locked(ReviewRow, row.pk)
    was = f"; before that: {row.get_choice_display().lower()}" if row.choice else ""
    note = f"{entry.stage_name} since {day_text(entry.from_on)}, by {entry.decided_by.name}{was}"
    changes = {"entry": entry, "from_stage": entry.stage, "dropped_at": None, "note": note[:300]}
    edits.save(row, **changes, **UNDECIDED)
