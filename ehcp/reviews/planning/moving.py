"""The day moves or the review is called off: what was not sent yet is taken back, and whoever has
heard of the old day is remembered until somebody has told them.
"""

from django.db import transaction

from ehcp.reviews import states
from ehcp.reviews.circulation import FAMILY
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import inviting, mails
from ehcp.reviews.telling import tell
from letters import services as letters
from letters.deadlines import WAITS_HERE
from letters.models import Letter
from pupils.wording import day_text
from sendcase import edits

READ = (Letter.State.ISSUED, Letter.State.ANSWERED)


def when(row) -> str:
    """Tue 24 Nov 2026, 14:30, the library."""
    if row.meeting_on is None:
        return ""
    at = f"{row.meeting_at:%H:%M}" if row.meeting_at else ""
    return ", ".join(filter(None, (day_text(row.held_on or row.meeting_on), at, row.place)))


def take_back(row, reason: str, by) -> dict:
    """row: locked, and still as everybody was told; reason: why its letters do not go. In the
    caller's transaction. Returns what happened, for the log.
    """
    detail = {}
    knowing = row.invitations.exclude(invited_on=None, letter=None).order_by("pk")
    for person in knowing.select_related("letter"):
        heard = _heard(row, person)
        if mails.take_back(person):
            detail[f"mail taken back {person.pk}"] = [None, True]
        detail |= _remember(person, when(row) if heard else "")
    for letter in _unanswered(row):
        letters.withdraw(letter=letter, reason=reason, by=by)
        detail[f"letter taken back {letter.pk}"] = [letter.state, Letter.State.WITHDRAWN]
    return detail


def to_tell(row) -> list[Invitation]:
    """Those who know of a day that holds no more, and were not invited anew."""
    knowing = row.invitations.exclude(told_of="").select_related("letter")
    if row.state == AnnualReview.State.CALLED_OFF:
        return list(knowing)
    return list(knowing.filter(invited_on=None)) if states.can(row, "they know") else []


@transaction.atomic
def they_know(*, row, by, person) -> Invitation:
    """Somebody told this person that the day holds no more. Raises IllegalMove."""
    owner = edits.locked(AnnualReview, row.pk)
    states.check(owner, "they know")
    found = edits.locked(Invitation, person.pk)
    if found.told_of:
        detail = {"invitation": found.pk, "told_of": [found.told_of, ""]}
        edits.save(found, told_of="")
        tell(owner, "old_day_over", by, detail)
    return found


def _unanswered(row):
    """Letters of this invitation that wait here, or for an answer nobody needs any more."""
    rows = Letter.objects.filter(
        about_type=row._meta.label_lower, about_id=row.pk, purpose__in=inviting.PURPOSES,
        state__in=[*WAITS_HERE, Letter.State.ISSUED],
    )  # fmt: skip
    return rows.select_for_update().order_by("pk")


def _heard(row, person) -> bool:
    """Whether the day as it stands has, or may have, reached them."""
    letter = person.letter
    said = letter is not None and letter.facts.get("meeting_day") == day_text(row.meeting_on)
    if said and letter.state in READ:
        return True
    if person.invited_on is None:
        return False
    if person.email and person.role not in FAMILY:
        return mails.may_have_gone(person)
    return not said  # by phone, by hand


def _remember(person, heard: str) -> dict:
    """Asked by a mail that never went, nobody was asked; a teacher is asked on Today as well."""
    new = {"told_of": heard} if heard else {}
    if not (heard or person.told_of or person.user_id or person.advice_on):
        new |= {"advice_asked_on": None, "advice_by": None}
    if new:
        edits.save(edits.locked(Invitation, person.pk), **new)
    return {f"told of the old day {person.pk}": ["", heard]} if heard else {}
