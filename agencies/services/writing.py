"""The question goes to the agency as our letter: prepared here, approved and sent like others. The
agency counts as asked on the day it is sent.
"""

from datetime import date

from django.db import transaction

from agencies import gate, states
from agencies.models import AgencyRequest
from agencies.purposes import ASKED
from agencies.services.asking import LONGEST
from agencies.services.telling import locked, note, tell
from letters import services as letters
from letters.outside import GROUND, Other
from pupils.wording import day_text
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def write(*, row, name, address, expected_by: date, by, version=None) -> list:
    """Prepare the letter. It rests on the agreement of the request, or on its ground: then the
    head approves it. Raises Stale; IllegalMove where the agency may not be asked.
    """
    row = locked(row, version)
    states.check(row, "ask")
    if why := gate.why_not(row):
        raise IllegalMove(why)
    if not moment.today() < expected_by <= moment.today() + LONGEST:
        raise IllegalMove("Expect it on a day after today, within two years.")
    rests = None if gate.against(row, row.consent) else row.consent
    facts = {"agency": row.agency.name, "question": row.question, "what_shared": row.what_shared,
             "answer_by": day_text(expected_by)}  # fmt: skip
    try:
        made = letters.prepare(
            purpose=ASKED.key, pupil=row.pupil, attachments=[], about=row, by=by,
            facts=facts if rests else facts | {GROUND: row.ground},
            other=Other(name, address, rests),
        )  # fmt: skip
    except letters.CannotPrepare as refused:
        raise IllegalMove(str(refused)) from refused
    before = row.expected_by
    edits.save(row, expected_by=expected_by)
    tell(row, "letter", by, {"expected_by": [before, expected_by]})
    return made


def letter_went(letter) -> None:
    """In the transaction in which the letter counts as sent (Purpose.on_issue). Raises IllegalMove,
    and it is not sent, where the agreement has ended since: another agency’s would not do.
    """
    if letter.about_type != gate.LABEL:
        return
    row = edits.locked(AgencyRequest, letter.about_id)
    row.pupil = letter.pupil
    if not states.can(row, "ask"):
        return
    if why := gate.why_not(row):
        raise IllegalMove(why)
    on = letter.issued_on
    expected = max(row.expected_by or on, on)
    edits.save(row, state=states.check(row, "ask"), asked_on=on, expected_by=expected,
               asked_how=f"By our letter L{letter.pk}")  # fmt: skip
    tell(row, "asked", letter.issued_by, {"asked_on": [None, on], "letter": letter.pk})
    note(row, f"Asked for advice: {row.agency.name}", on)
