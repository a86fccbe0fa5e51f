"""What whoever holds a link may do: ask for the second code, give it, read the letter.

A link opens only while its reader may be written to at the address it went to. That is asked each
time, of the record as it is then; closing a link is one reason more, not the only one.
"""

from datetime import timedelta
from enum import Enum, auto

from django.db import transaction

from accounts.permissions import Permission
from letters import recipient
from letters.links import mails, tokens
from letters.links.services import READABLE, close, record
from letters.models import LetterLink, LetterVersion
from pupils.chronology import note
from sendcase import edits, moment
from sendcase.edits import IllegalMove

CODE_LIFE = timedelta(minutes=30)
AGAIN_AFTER = timedelta(minutes=1)  # a button pressed twice is one mail
MOST_TRIES = 5
MOST_CODES = 5
GUESSED = "Wrong codes were given until none was left."


class Given(Enum):
    """What a code that somebody typed came to."""

    RIGHT = auto()
    WRONG = auto()
    OVER = auto()  # none is alive


class Ended(IllegalMove):
    """The link opens nothing any more. One answer for every reason."""


def find(token: str) -> LetterLink | None:
    """The link, if it may open its letter today."""
    if not tokens.is_token(token):
        return None
    rows = LetterLink.objects.open().select_related(
        "contact", "letter__school", "letter__template", "letter__pupil", "letter__contact"
    )
    link = rows.filter(token_hash=tokens.hashed(token)).first()
    return link if link and may_open(link) else None


def may_open(link) -> bool:
    letter = link.letter
    if letter.state not in READABLE or not goes_there(link):
        return False
    home = recipient.household_of(letter)
    return home is not None and link.contact_id in {person.pk for person in home.people}


def goes_there(link) -> bool:
    """Whether the address it went to is still the one on file: the old one may be a stranger's."""
    return link.contact.email.lower() == link.to_email.lower()


def has_code(link) -> bool:
    """Whether a code is alive."""
    return bool(link.code_hash) and link.code_until > moment.now()


def is_used_up(link) -> bool:
    return link.codes_sent >= MOST_CODES and not has_code(link)


@transaction.atomic
def ask_code(*, link) -> None:
    """Mail a new code; the one before is dead. Raises Ended."""
    row = _locked(link)
    if has_code(row) and row.code_until - CODE_LIFE + AGAIN_AFTER > moment.now():
        return
    if row.codes_sent >= MOST_CODES:
        raise Ended
    code = tokens.new_code()
    edits.save(
        row, code_hash=tokens.code_hash(row.uid, code), code_until=moment.now() + CODE_LIFE,
        codes_sent=row.codes_sent + 1, tries=0,
    )  # fmt: skip
    mails.send_code(row, code)
    record("letter_link.code_sent", row, None, {"codes_sent": [row.codes_sent - 1, row.codes_sent]})


@transaction.atomic
def give_code(*, link, code: str) -> Given:
    """code: six plain figures. A right one works once. Raises Ended."""
    row = _locked(link)
    if not has_code(row):
        return Given.OVER
    if tokens.is_same(tokens.code_hash(row.uid, code), row.code_hash):
        edits.save(row, code_hash="", code_until=None, tries=0)
        record("letter_link.opened", row, None)
        return Given.RIGHT
    return _count_wrong(row)


def _count_wrong(row) -> Given:
    tries = row.tries + 1
    if tries < MOST_TRIES:
        edits.save(row, tries=tries)
        return Given.WRONG
    edits.save(row, tries=tries, code_hash="", code_until=None)
    if row.codes_sent >= MOST_CODES:
        close(row, GUESSED, None)
        letter = row.letter
        words = "A link by e-mail was closed: too many wrong codes"
        note(letter.pupil, words, needs=Permission.LETTER_VIEW, url=letter.get_absolute_url())
    return Given.OVER


@transaction.atomic
def read(*, link):
    """The paper as it went out. Noted as read, like every look at a record; it says nothing about
    whether the family has received it. Raises Ended.
    """
    row = _locked(link)
    record("letter_link.read", row, None)
    return LetterVersion.objects.select_related("document").get(letter=row.letter_id).document


def _locked(link) -> LetterLink:
    """Raises Ended where it was closed a moment ago."""
    row = edits.locked(LetterLink, link.pk)
    if row.revoked_at:
        raise Ended
    return row
