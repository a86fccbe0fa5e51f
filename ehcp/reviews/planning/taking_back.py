"""What went out for a day that no longer holds: what still waits here is taken back, and whoever
may have heard of that day is named, so that somebody tells them.
"""

from ehcp.reviews.models import Invitation
from ehcp.reviews.planning import mails
from letters import deadlines as of_letters
from letters import services as letters
from letters.models import Letter
from sendcase import edits
from sendcase.outbox.models import Message
from sendcase.outbox.services import call_back

State = Message.State
GONE = [State.SENT, State.SENDING, State.UNCERTAIN]  # surely, or perhaps
PURPOSE = "annual-review-invitation"


def take_back(row, by, why: str) -> list[Invitation]:
    """In the caller's transaction, before the day changes. why: kept with each letter.

    Returns who may have heard of the day as it stands; their invitation keeps it (`told_of`).
    """
    told = [each for each in row.invitations.select_related("letter") if has_heard(each)]
    for person in told:
        edits.save(person, told_of=row.meeting_on)
    call_back(key for each in row.invitations.all() for key in mails.keys_of(each))
    waiting = Letter.objects.filter(
        purpose=PURPOSE, about_type=row._meta.label_lower, about_id=row.pk,
        state__in=of_letters.WAITS_HERE,
    )  # fmt: skip
    for letter in waiting:
        letters.withdraw(letter=letter, reason=why, by=by)
    return told


def has_heard(person) -> bool:
    """Whether the last invitation may have reached this person."""
    if person.invited_on is None:
        return False
    if person.letter_id:
        return person.letter.issued_on is not None
    written = Message.objects.filter(key__in=mails.keys_of(person))
    return not written or any(mail.state in GONE for mail in written)


def to_tell(row) -> list[Invitation]:
    """Who heard of a day that is not the meeting's any more, or of a meeting that is called off."""
    return [each for each in row.invitations.all() if each.told_of]
