"""Letters in a list: what a row says, and the filters above it."""

from urllib.parse import urlencode

from letters.merge import day_in_words
from letters.models import Letter
from letters.purposes import purposes
from sendcase.moment import LONDON

STATUS = {
    "prepared": "soon",
    "approved": "soon",
    "issued": "plain",
    "answered": "done",
    "returned": "late",
    "withdrawn": "plain",
}
WORDS = {"issued": "Sent, no answer yet"}


def title_of(purpose_key) -> str:
    purpose = purposes.get(purpose_key)
    return purpose.title if purpose else purpose_key


def when_of(letter) -> str:
    if letter.issued_on:
        return f"sent {day_in_words(letter.issued_on)}"
    return f"made {day_in_words(letter.created_at.astimezone(LONDON).date())}"


def reader_of(letter) -> str:
    if letter.contact:
        return letter.contact.name
    return letter.other_name or f"{letter.pupil.first_name}, by hand"


def row_of(letter) -> dict:
    """Strings only: a date formatted in a template is the dearest thing on a list."""
    return {
        "url": letter.get_absolute_url(),
        "pupil": letter.pupil.name,
        "to": reader_of(letter),
        "title": title_of(letter.purpose),
        "when": when_of(letter),
        "kind": STATUS[letter.state],
        "state": WORDS.get(letter.state, letter.get_state_display()),
    }


class Filters:
    """?state=issued&purpose=plan-shared; what we do not know is left out of account."""

    def __init__(self, given):
        self.state = given.get("state", "")
        self.purpose = given.get("purpose", "")
        if self.state not in Letter.State.values:
            self.state = ""
        if self.purpose not in purposes:
            self.purpose = ""

    def narrow(self, letters):
        if self.state:
            letters = letters.filter(state=self.state)
        return letters.filter(purpose=self.purpose) if self.purpose else letters

    @property
    def query(self) -> str:
        """The same question as an address asks it."""
        return urlencode({"state": self.state, "purpose": self.purpose})

    def states(self, allowed) -> list[tuple[str, str, bool]]:
        """(value, words, chosen) for the states this person may see at all."""
        return [
            (value, WORDS.get(value, words), value == self.state)
            for value, words in Letter.State.choices
            if value in allowed
        ]

    def purposes(self) -> list[tuple[str, str, bool]]:
        return [(key, purpose.title, key == self.purpose) for key, purpose in purposes.items()]
