"""The mail that invites somebody outside the family. It names no child; the school says by phone
whose review it is.
"""

from ehcp.reviews.planning import links
from letters.replies.pages import reach
from pupils.wording import day_text
from sendcase.outbox import services as outbox
from sendcase.outbox.models import Message

GONE = {Message.State.SENDING, Message.State.SENT, *outbox.MAY_HAVE_ARRIVED}
SUBJECT = "Invitation to a review meeting at {school}"
TEXT = """Dear {name},

{school} invites you to the review meeting of an EHC plan.

Day: {day}
Time: {time}
Place: {place}
Our reference: review {number}

For safety this e-mail does not say whose plan it is. Please ask us, and say whether you can come:
{reach}
"""
ASKS = """
We also ask for your advice: what has gone well, what has not, and what the plan should say from now
on. Please send it by {advice_by}. It goes to everybody invited, two weeks before the meeting.

You can send it here, without an account:
{link}
The link is for you alone, works once, and ends with the day of the meeting. If something has to be
changed later, ask us for a new one.
"""


def send(row, person, token: str):
    """In the caller's transaction. token: of the link for the advice; "" where none is asked."""
    text = TEXT.format(
        name=person.name or person.organisation, school=row.school.name,
        day=day_text(row.meeting_on), time=f"{row.meeting_at:%H:%M}", place=row.place,
        number=row.pk, reach=reach(row.school),
    )  # fmt: skip
    if token:
        text += ASKS.format(advice_by=day_text(person.advice_by), link=links.address(token))
    return outbox.add(
        key=_key(person, person.version), to=person.email,
        subject=SUBJECT.format(school=row.school.name), text=text, school_id=row.school_id,
        blank_after=bool(token),
    )  # fmt: skip


def take_back(person) -> int:
    """What waits for this person never goes out. In the caller's transaction. Returns how many."""
    return outbox.call_back(_keys(person))


def may_have_gone(person) -> bool:
    """Whether the newest mail has reached them, or may have."""
    newest = Message.objects.filter(key__in=_keys(person)).order_by("-pk").first()
    return newest is not None and newest.state in GONE


def _key(person, version: int) -> str:
    return f"ehc-review-invite-{person.pk}-{version}"


def _keys(person) -> list[str]:
    return [_key(person, version) for version in range(1, person.version + 1)]
