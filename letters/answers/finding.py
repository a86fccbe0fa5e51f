"""From what is typed or scanned to the letter it belongs to.

A hand scanner types like a keyboard: the ten letters, or the whole address of the QR code. The
reference on the letter ("L123") does the same. A code that lives no longer for the family is still
read here: the slip is on the desk.
"""

import re

from audit.log import canonical
from letters.chasers import services as chasers
from letters.models import Letter, ReplyCode
from letters.replies import codes

IN_ADDRESS = re.compile(r"/r/([a-z -]{10,14})/?\s*$", re.IGNORECASE)
REFERENCE = re.compile(r"L\s*(\d{1,15})", re.IGNORECASE)
MOST_TYPED = 300
UNKNOWN = "We know no letter with “{}”. Look at the slip again: ten letters, or L and a number."
EMPTY = "Type the code on the slip, or scan it."
STATES = {
    "prepared": "This letter has not been sent yet, so it can have no answer.",
    "approved": "This letter has not been sent yet, so it can have no answer.",
    "answered": "The answer to this letter is recorded already.",
    "returned": "This letter came back by post. Give the slip to the person who keeps the letters.",
    "withdrawn": "This letter was withdrawn. Give the slip to the person who keeps the letters.",
}


class NoAnswerHere(Exception):
    """Why nothing can be recorded, in a sentence that names nobody."""


def find(user, school, typed: str) -> Letter:
    """The sent letter that waits for this answer. Raises NoAnswerHere.

    A letter of another school is as unknown as none at all.
    """
    if not typed.strip():
        raise NoAnswerHere(EMPTY)
    letter = _letter(user, school, typed.strip()[:MOST_TYPED])
    if letter is None:
        raise NoAnswerHere(UNKNOWN.format(typed.strip()[:20]))
    letter = chasers.first_letter(letter)
    if letter.state != Letter.State.ISSUED:
        raise NoAnswerHere(STATES[letter.state])
    return letter


def _letter(user, school, typed) -> Letter | None:
    if named := REFERENCE.fullmatch(typed):
        mine = Letter.objects.visible_to(user).filter(school=school)
        return mine.filter(pk=int(named[1])).first() or _printed_elsewhere(mine, int(named[1]))
    scanned = IN_ADDRESS.search(typed)
    code = scanned[1] if scanned else typed
    if not codes.is_code(code):
        return None
    known = ReplyCode.objects.visible_to(user).filter(school=school)
    row = known.filter(code_hash=codes.hashed(code)).select_related("letter").first()
    return row.letter if row else None


def _printed_elsewhere(letters, number: int) -> Letter | None:
    """A letter that went out before the school moved to this site kept its number on the paper
    alone: that stands in its frozen text (reports.export.printed).
    """
    printed = canonical({"reference": f"L{number}"})[1:-1]
    return letters.filter(issued_version__content__contains=printed).first()
