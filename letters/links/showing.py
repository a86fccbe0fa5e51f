"""The links of one letter in words, and what a person has to do about them."""

from letters.links import opening
from letters.merge import day_in_words
from letters.models import LetterLink
from sendcase import moment
from sendcase.outbox.models import Message

State = Message.State
ASK = "Ask whether it came. If not, send a new link, or post the letter."
WENT = {State.UNCERTAIN, State.HELD}  # and may have arrived
PUT_RIGHT = "Look at the address on the People tab, then send a new link, or post the letter."
ANEW = "Send a new link, or post the letter."
OTHER_ADDRESS = "The address on file is another one now, so this link opens nothing."
USED_UP = "All second codes are used, so this link opens nothing more."
MARK = "The mail may not have arrived"
# state of the mail → (kind, words, what to do)
MAILS = {
    State.WAITING: ("soon", "Waiting to be sent", ""),
    State.CLAIMED: ("soon", "Waiting to be sent", ""),
    State.SENDING: ("soon", "Being sent", ""),
    State.FAILED: ("late", "Could not be sent", PUT_RIGHT),
    State.UNCERTAIN: ("late", "Perhaps sent", ASK),
    State.HELD: ("late", "Held back, perhaps sent before", ASK),
    State.DROPPED: ("late", "Not sent", ANEW),
}


def rows(letter) -> list[dict]:
    """The newest first; `is_newest`: of its reader, so that a new one may be sent in its place."""
    found, seen = [], set()
    for link in letter.links.select_related("contact", "mail"):
        kind, words, why, todo = _state(link)
        found.append({
            "pk": link.pk, "name": link.contact.name, "to": link.to_email, "kind": kind,
            "words": words, "why": why, "todo": todo, "asks": kind == "late",
            "may_have_come": kind == "late" and link.mail.state in WENT,
            "is_open": link.revoked_at is None,
            "is_newest": link.contact_id not in seen,
        })  # fmt: skip
        seen.add(link.contact_id)
    return found


def _state(link) -> tuple[str, str, str, str]:
    """(kind, words, why, what to do)"""
    if link.revoked_at:
        return "plain", "Closed", link.revoked_reason, ""
    if link.mail and link.mail.state in MAILS:
        kind, words, todo = MAILS[link.mail.state]
        return kind, words, link.mail.error, todo
    if not opening.goes_there(link):
        return "soon", "Closed", OTHER_ADDRESS, ANEW
    if link.expires_on < moment.today():
        return "plain", f"Over since {day_in_words(link.expires_on)}", "", ""
    if opening.is_used_up(link):
        return "soon", "Closed", USED_UP, ANEW
    return "done", f"Sent, open until {day_in_words(link.expires_on)}", "", ""


def marked(letters) -> set[int]:
    """Numbers of those whose mail a person must look at. No question where none goes by e-mail."""
    mailed = [letter.pk for letter in letters if letter.way == letter.Way.EMAIL]
    if not mailed:
        return set()
    return set(
        LetterLink.objects.for_a_person().filter(letter__in=mailed).values_list("letter", flat=True)
    )
