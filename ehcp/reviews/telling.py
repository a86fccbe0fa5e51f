"""One act of a review: into the audit log and the story; the deadlines follow."""

from accounts.permissions import Permission
from audit import log
from ehcp.reviews import deadlines
from pupils import chronology


def tell(row, verb, by, detail, story="", on=None):
    """story: without the child's name; it quotes nothing that was said. Returns the row."""
    log.record(f"ehc_review.{verb}", target=row, by=by, school_id=row.school_id,
               pupil_id=row.pupil_id, detail=detail)  # fmt: skip
    if story:
        chronology.note(row.pupil, story, needs=Permission.EHC_VIEW, url=row.get_absolute_url(),
                        on=on)  # fmt: skip
    deadlines.keep(row)
    return row
