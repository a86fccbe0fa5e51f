"""Writing a mail into the caller's transaction, claiming it, and what a person decides later."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F

from audit import log
from sendcase import edits, moment
from sendcase.outbox import came_back, nudge
from sendcase.outbox.models import MAX_SUBJECT, Hold, Message

State = Message.State
CLAIM_LEASE = timedelta(minutes=2)
# A mail server that has not answered by then has not heard us: EMAIL_TIMEOUT is 20 seconds.
SENDING_LEASE = timedelta(minutes=3)
# As the partial indexes of Message have them.
NOT_OVER = (
    [State.WAITING],
    [State.CLAIMED, State.SENDING],
    [State.FAILED, State.UNCERTAIN, State.HELD],
)
MAY_HAVE_ARRIVED = {State.UNCERTAIN, State.HELD}
BACK_OFF_MINUTES = (1, 5, 15, 60, 180, 360, 720, 720)


@dataclass(frozen=True)
class Mail:
    """One mail to write. The same key again is the same mail.

    subject: must name no child, line breaks become spaces; school_id: 0 for account mails;
    blank_after: the words are deleted once sent (links with a secret in them).
    """

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    school_id: int = 0
    blank_after: bool = False

    def fields(self) -> dict:
        return asdict(self) | {"subject": " ".join(self.subject.split())[:MAX_SUBJECT]}


def add(**fields) -> Message:
    """One mail (the fields of Mail), in the caller's transaction; a known key returns the first."""
    found = Mail(**fields).fields()
    message, is_new = Message.objects.get_or_create(key=found.pop("key"), defaults=found)
    if is_new:
        nudge.after_commit(message.pk)
    return message


def add_many(mails: list[Mail]) -> int:
    """Many in one statement, in the caller's transaction. Returns how many were new."""
    known = written_before(mail.key for mail in mails)
    new = [Message(**mail.fields()) for mail in mails if mail.key not in known]
    # Somebody else may write the same key at this moment: then theirs is the mail.
    Message.objects.bulk_create(new, ignore_conflicts=True, batch_size=200)
    if new:
        nudge.sweep_after_commit()
    return len(new)


def written_before(keys: Iterable[str]) -> set[str]:
    """Those of the keys that are mails already."""
    return set(Message.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def call_back(keys: Iterable[str]) -> int:
    """What has not surely gone out of these never will: it is overtaken. In the caller's
    transaction; its words are gone. One in the very act of going out is left alone. Returns how
    many.
    """
    before = [State.WAITING, State.CLAIMED, State.FAILED, State.UNCERTAIN, State.HELD]
    rows = Message.objects.filter(key__in=list(keys), state__in=before)
    return rows.update(state=State.DROPPED, lease_until=None, text="", html="", error="")


def ready():
    """Waiting mail whose time has come. None at all while the site is not released."""
    return Message.objects.filter(
        ~Exists(Hold.objects.all()), state=State.WAITING, next_try_at__lte=moment.now()
    )


def not_over() -> list:
    """What waits, what is in hand, what waits for a person: three questions, each answered by an
    index of its own, however many mails have gone out.
    """
    return [Message.objects.filter(state__in=states).order_by() for states in NOT_OVER]


def claim(message_id: int) -> bool:
    """Take one waiting mail. True for exactly one of all that ask."""
    taken = ready().filter(pk=message_id).update(
        state=State.CLAIMED, lease_until=moment.now() + CLAIM_LEASE, attempts=F("attempts") + 1
    )  # fmt: skip
    return bool(taken)


def begin(message: Message) -> bool:
    """The next byte goes to the mail server. False if the claim was lost meanwhile."""
    now = moment.now()
    still_ours = Message.objects.filter(
        pk=message.pk, state=State.CLAIMED, attempts=message.attempts, lease_until__gt=now
    )
    return bool(still_ours.update(state=State.SENDING, lease_until=now + SENDING_LEASE))


def finish(message: Message, state: str, *, error="", **changes) -> bool:
    """Note how it ended, unless somebody else has decided meanwhile."""
    ours = Message.objects.filter(
        pk=message.pk, attempts=message.attempts, state__in=[State.CLAIMED, State.SENDING]
    )
    return bool(ours.update(state=state, lease_until=None, error=error[:300], **changes))


def sent(message: Message) -> None:
    blank = {"text": "", "html": ""} if message.blank_after else {}
    finish(message, State.SENT, sent_at=moment.now(), **blank)


def try_later(message: Message, why: str) -> None:
    """Wait longer each time; after about two days give up and show it to a person."""
    if message.attempts > len(BACK_OFF_MINUTES):
        finish(message, State.FAILED, error=why)
        return
    pause = timedelta(minutes=BACK_OFF_MINUTES[message.attempts - 1])
    finish(message, State.WAITING, error=why, next_try_at=moment.now() + pause)


def end_leases() -> None:
    """Workers that were killed: no byte out → wait again; perhaps out → a person decides."""
    over = Message.objects.filter(lease_until__lt=moment.now())
    over.filter(state=State.CLAIMED).update(state=State.WAITING, lease_until=None)
    over.filter(state=State.SENDING).update(
        state=State.UNCERTAIN,
        lease_until=None,
        error="We were interrupted while it went out. It may have arrived.",
    )


def due(most: int) -> list[int]:
    return list(ready().order_by("next_try_at", "id").values_list("id", flat=True)[:most])


def unresolved(school_ids):
    """Mail of these schools that waits for a person, newest first."""
    return Message.objects.filter(
        school_id__in=school_ids, state__in=[State.FAILED, State.UNCERTAIN, State.HELD]
    ).order_by("-id")


@transaction.atomic
def resolve(message: Message, *, arrived: bool, by) -> Message:
    """A person decides: it arrived, or send it again, also where mail came back before.

    Raises IllegalMove where nothing is open, or where it surely did not arrive.
    """
    row = edits.locked(Message, message.pk)
    if row.state not in {State.FAILED, State.UNCERTAIN, State.HELD}:
        raise edits.IllegalMove("Somebody has already dealt with this mail.")
    if arrived and row.state not in MAY_HAVE_ARRIVED:
        raise edits.IllegalMove("This mail was never sent. You can send it again.")
    before = row.state
    if arrived:
        row.state, row.sent_at = State.SENT, moment.now()
        row.text, row.html = ("", "") if row.blank_after else (row.text, row.html)
    else:
        row.state, row.attempts, row.next_try_at = State.WAITING, 0, moment.now()
        came_back.lift(school_id=row.school_id, address=row.to, by=by)
        nudge.after_commit(row.pk)
    row.save()
    verb = "mail.confirmed" if arrived else "mail.sent_again"
    detail = {"state": [before, row.state]}
    log.record(verb, target=row, by=by, school_id=row.school_id, detail=detail)
    return row
