"""Writing a line into a pupil's story."""

from pupils.models import ChronologyEntry
from sendcase import moment


def note(pupil, summary, *, needs, url="", on=None) -> ChronologyEntry:
    """One line, in the caller's transaction.

    summary: plain words without the child's name ("Referral accepted: SEN Support");
    needs: the Permission a reader must hold; on: the day it happened, today if not given.
    """
    return ChronologyEntry.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        on=on or moment.today(),
        summary=summary,
        url=url,
        needs=needs,
    )
