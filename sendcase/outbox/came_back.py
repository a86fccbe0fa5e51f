"""Addresses that mail comes back from: no more goes there from that school until a person says so.

Marked by a person who found the notice in the office's inbox, or by the machine where the mail
server says that there is no such mailbox. Mail about accounts (school 0) is never kept back.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from audit import log
from sendcase.outbox.models import CameBack, Message

BARRED = "Mail to this address came back before. Put the address right, or send it again."
NO_MAILBOX = "The mail server says that there is no such mailbox."
# RFC 3463: bad mailbox, bad domain, bad syntax, moved, no mail taken; mailbox disabled. Never a
# refusal of the sender (5.7): that would shut out everybody at once.
GONE = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


def noted(messages):
    """The mails, each with `is_barred`."""
    marks = CameBack.objects.filter(school_id=OuterRef("school_id"), address=Lower(OuterRef("to")))
    return messages.annotate(is_barred=Exists(marks))


def marked(addresses) -> set[tuple[int, str]]:
    """(school, address in small letters) of those of these addresses. One query."""
    rows = CameBack.objects.filter(address__in={address.lower() for address in addresses})
    return set(rows.values_list("school_id", "address"))


def of_school(school_id: int):
    return CameBack.objects.filter(school_id=school_id).order_by("address")


@transaction.atomic
def mark(*, school_id: int, address: str, why: str, by) -> CameBack:
    """No more mail of this school goes there. by: None for the machine. Twice is once."""
    row, is_new = CameBack.objects.get_or_create(
        school_id=school_id, address=address.strip().lower(), defaults={"why": why}
    )
    if is_new:
        log.record("mail.came_back", target=row, by=by, school_id=school_id, detail={"why": why})
    return row


@transaction.atomic
def lift(*, school_id: int, address: str, by) -> bool:
    """Mail may go there again. False where that had been said already."""
    rows = CameBack.objects.select_for_update()
    row = rows.filter(school_id=school_id, address=address.lower()).first()
    if row is None:
        return False
    log.record("mail.may_go_again", target=row, by=by, school_id=school_id)
    row.delete()
    return True


def refused_at_once(message: Message, code: int, answer: bytes | str) -> None:
    """The mail server refused the recipient: mark it if the answer says that there is none."""
    words = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    status = words.split(maxsplit=1)[0] if words.strip() else ""
    if message.school_id and 500 <= code < 600 and status in GONE:
        mark(school_id=message.school_id, address=message.to, why=NO_MAILBOX, by=None)
