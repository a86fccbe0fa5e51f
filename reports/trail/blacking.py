"""What no text of a trail may say: the names of other children, where carers live, their numbers.

Only what can be found for certain is taken out: a child's whole name, an address as it is kept. A
first name alone stays, for it may be a teacher's or a word; the page asks for a reader's eyes.
"""

import re
from dataclasses import replace

from ehcp.packs.sheets import Block
from pupils.models import Contact, Pupil
from pupils.wording import called

OTHER_CHILD, LEFT_OUT = "[another child]", "[left out]"
SHORTEST = 5  # letters of a thing to take out
NAMES = ("pk", "legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name")


class Blacking:
    """For one pupil: `.text(words)` and `.block(block)`."""

    def __init__(self, names: set[str], places: set[str]):
        self.names, self.places = _pattern(names), _pattern(places)

    def text(self, words: str) -> str:
        if self.names:
            words = self.names.sub(OTHER_CHILD, words)
        return self.places.sub(LEFT_OUT, words) if self.places else words

    def block(self, block: Block) -> Block:
        facts = [(label, self.text(words)) for label, words in block.facts]
        rows = [[self.text(cell) for cell in row] for row in block.rows]
        return replace(block, heading=self.text(block.heading), facts=facts, rows=rows)


def _pattern(found: set[str]) -> re.Pattern | None:
    """The longest first, whole words, whatever stands between the words."""
    long = sorted((each for each in found if len(each) >= SHORTEST), key=len, reverse=True)
    if not long:
        return None
    each = "|".join(r"\s+".join(map(re.escape, words.split())) for words in long)
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def blacking_of(pupil) -> Blacking:
    """Two queries."""
    names, own = set(), set()
    rows = Pupil.objects.filter(school=pupil.school_id)
    for pk, first, last, other_first, other_last in rows.values_list(*NAMES):
        firsts, lasts = {first, other_first} - {""}, {last, other_last} - {""}
        whole = {called(one, two) for one in firsts for two in lasts}
        (own if pk == pupil.pk else names).update(whole)
    return Blacking(names - own, _places(pupil))


def _places(pupil) -> set[str]:
    """House and street, numbers; not the town, which may be in a clinic's name."""
    found: set[str] = set()
    for contact in Contact.objects.filter(pupil=pupil):
        lines = [line.strip() for line in contact.address.splitlines() if line.strip()]
        found |= {line for line in lines if line == lines[0] or re.search(r"\d", line)}
        found |= {contact.postcode, contact.phone, contact.email}
    return found
