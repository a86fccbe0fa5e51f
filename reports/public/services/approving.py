"""The head approves the words that were read; the governors' approval is written down."""

from django.db import transaction

from reports.public import content, names, reading, states, wants
from reports.public.models import PublicDocument
from reports.public.services.telling import tell
from schools import wording
from sendcase import edits, moment, months
from sendcase.edits import IllegalMove

MEANWHILE = "Somebody wrote in it while you were reading. Read it again, then approve."
NOTHING = {"approved_on": None, "approved_by": None, "governors_on": None, "minuted_by": "",
           "minute": "", "recorded_by": None}  # fmt: skip


@transaction.atomic
def approve(*, document, seen, by) -> PublicDocument:
    """seen: content.digest of what the page showed. Raises IllegalMove where something is missing
    that the law or the grant asks for, a child is named in full, or somebody wrote meanwhile.
    """
    row = edits.locked(PublicDocument, document.pk)
    after = states.check(row, "approve")
    value = reading.value_of(row)
    if content.digest(value) != seen:
        raise IllegalMove(MEANWHILE)
    if missing := wants.missing(row):
        raise IllegalMove(f"Not written yet: {', '.join(part.words for part in missing)}.")
    refuse_names(value, row.school)
    edits.save(row, state=after, approved_on=moment.today(), approved_by=by)
    tell(row, "approved", by, {"state": ["drafting", after], "sha256": [None, seen]})
    return row


def refuse_names(value, school) -> None:
    """Raise IllegalMove for a full name of a child."""
    for where, found in names.places_of(content.texts(value), school):
        if full := [name for name in found if names.is_full(name)]:
            raise IllegalMove(
                f"{full[0]} is a child of this school and stands in “{where}”. Everybody will "
                "read it: take the name out first."
            )


@transaction.atomic
def record_governors(*, document, on, minuted_by, minute, by, version) -> PublicDocument:
    """on: the meeting; minuted_by: who wrote the minutes; minute: where they stand, or "".

    Raises Stale, and IllegalMove for a day that has not come or was more than a year ago.
    """
    row = edits.locked(PublicDocument, document.pk, version)
    after = states.check(row, "record the governors’ approval")
    refuse_day(on)
    edits.save(
        row, state=after, governors_on=on, minuted_by=minuted_by, minute=minute, recorded_by=by
    )
    detail = {"governors_on": [None, on], "minuted_by": [None, minuted_by],
              "minute": [None, minute]}  # fmt: skip
    tell(row, "governors_recorded", by, detail)
    return row


def refuse_day(on) -> None:
    if on > moment.today():
        raise IllegalMove(f"{wording.day(on)} has not come yet. Write it down after the meeting.")
    if on < months.later(moment.today(), -12):
        raise IllegalMove(f"{wording.day(on)} is more than a year ago. Look at the day again.")


@transaction.atomic
def change_again(*, document, by, version=None) -> PublicDocument:
    """Back to writing: nobody approved the new words, so both approvals fall away. Raises Stale."""
    row = edits.locked(PublicDocument, document.pk, version)
    before, after = row.state, states.check(row, "change it again")
    edits.save(row, state=after, **NOTHING)
    tell(row, "changed_again", by, {"state": [before, after]})
    return row
