"""A letter by post to a professional without an e-mail address: invited and asked for advice.

It goes outside, so the rules of letters outside hold: an agreement that covers it, or a ground in
writing with a second person behind it (letters.outside).
"""

from django.db import transaction

from ehcp.reviews import states
from ehcp.reviews.circulation import FAMILY
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import barring, inviting
from ehcp.reviews.telling import tell
from letters import services as letters
from letters.models import Letter
from letters.outside_form import OutsideForm
from letters.purposes import Asked, Purpose
from sendcase import edits
from sendcase.edits import IllegalMove

ASKED = "What has gone well, what is still hard, and what the plan should say from now on."
TO_THE_FAMILY = "Who of the family is invited gets a letter home."
PURPOSE = Purpose(
    key=inviting.OUTSIDE,
    title="Inviting a professional to the annual review",
    facts={
        "meeting_day": "Tue 24 Nov 2026", "meeting_time": "14:30",
        "meeting_place": "the library at school", "papers_by": "Tue 10 Nov 2026",
        "what_asked": "Which of the aims in the plan has been met?",
    },
    default=f"{inviting.OUTSIDE}.md",
    asked={"what_asked": Asked("What would you like to know from them?", ASKED, is_long=True)},
    outside=True,
)  # fmt: skip


class ProfessionalForm(OutsideForm):
    """The letter outside, with what the list of people says filled in."""

    def __init__(self, *args, person, **kwargs):
        self.person = person
        super().__init__(*args, purpose=PURPOSE, **kwargs)
        self.fields["fact_what_asked"].initial = ASKED

    def _ask_whom(self, pupil):
        super()._ask_whom(pupil)
        person, name = self.person, self.fields["name"]
        name.initial, name.disabled = person.name, bool(person.name)
        self.fields["role"].initial = person.organisation or person.get_role_display()
        self.fields["address"].initial = person.address


@transaction.atomic
def write(*, row, by, person, other, facts, address="") -> Letter:
    """Prepare the letter; somebody checks, approves and sends it.

    other: letters.outside.Other; facts: what_asked and, where there is one, the ground; address:
    kept with the person for the next time. Raises IllegalMove, letters.services.CannotPrepare.
    """
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "invite")
    if not (owner.meeting_on and owner.meeting_at and owner.place):
        raise IllegalMove(inviting.NO_DAY)
    if person.role in FAMILY:
        raise IllegalMove(TO_THE_FAMILY)
    if reason := barring.why(owner.pupil, person):
        raise IllegalMove(reason)
    found = edits.locked(Invitation, person.pk)
    [letter] = letters.prepare(
        purpose=PURPOSE.key, pupil=owner.pupil, facts=inviting.facts_of(owner) | facts,
        attachments=[], about=owner, by=by, other=other,
    )  # fmt: skip
    named = {"name": found.name or other.name, "address": address or found.address}
    edits.save(found, letter=letter, **named)
    detail = {"invitation": found.pk, "letter": [None, letter.pk]}
    tell(owner, "letter_written", by, detail)
    return letter
