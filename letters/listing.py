"""Letters in a list: what a row says, and the filters above it."""

import re

from letters.links import showing
from letters.merge import day_in_words
from letters.models import Letter
from letters.purposes import purposes
from letters.questions import BY_KEY
from schools.models import ClassGroup
from sendcase import moment
from sendcase.moment import LONDON

NUMBER = re.compile(r"\d{1,12}", re.ASCII)

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
        return f"sent {day_in_words(letter.issued_on)}{_waited(letter)}"
    return f"made {day_in_words(letter.created_at.astimezone(LONDON).date())}"


def _waited(letter) -> str:
    days = (moment.today() - letter.issued_on).days
    return f", {days} days ago" if letter.state == Letter.State.ISSUED and days > 1 else ""


def said_of(letter) -> str:
    """What the family would like, until it is done."""
    reply = getattr(letter, "reply", None)
    if reply is None or not reply.wants_to_talk or reply.talked_on:
        return ""
    return f"Would like to talk: {reply.times}" if reply.times else "Would like to talk"


def reader_of(letter) -> str:
    if letter.contact:
        return letter.contact.name
    return letter.other_name or f"{letter.pupil.first_name}, by hand"


def rows_of(letters) -> list[dict]:
    """As row_of, with a mark where a mail may not have arrived: one question for all."""
    unsure = showing.marked(letters)
    return [
        row_of(letter) | ({"mark": showing.MARK} if letter.pk in unsure else {})
        for letter in letters
    ]


def row_of(letter) -> dict:
    """Strings only: a date formatted in a template is the dearest thing on a list."""
    return {
        "url": letter.get_absolute_url(),
        "pupil": letter.pupil.name,
        "to": reader_of(letter),
        "title": title_of(letter.purpose),
        "when": when_of(letter),
        "said": said_of(letter),
        "kind": STATUS[letter.state],
        "state": WORDS.get(letter.state, letter.get_state_display()),
    }


class Filters:
    """?show=unanswered&purpose=plan-shared&class=7&batch=3; what we do not know is left out."""

    def __init__(self, given):
        self.state = _of(given.get("state", ""), Letter.State.values)
        self.purpose = _of(given.get("purpose", ""), purposes)
        self.show = _of(given.get("show", ""), BY_KEY)
        self.group = _number(given.get("class", ""))
        batch = given.get("batch", "")
        self.batch = "none" if batch == "none" else _number(batch)

    def narrow(self, letters):
        if self.show:
            letters = letters.filter(BY_KEY[self.show].where())
        wanted = {"state": self.state, "purpose": self.purpose, "pupil__class_group": self.group}
        if self.batch == "none":
            letters = letters.filter(batch=None)
        else:
            wanted["batch"] = self.batch
        return letters.filter(**{name: value for name, value in wanted.items() if value})

    @property
    def given(self) -> dict[str, str]:
        asked = {"state": self.state, "purpose": self.purpose, "show": self.show,
                 "class": self.group, "batch": self.batch}  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    def states(self, allowed) -> list[tuple[str, str, bool]]:
        """(value, words, chosen) for the states this person may see at all."""
        return [
            (value, WORDS.get(value, words), value == self.state)
            for value, words in Letter.State.choices
            if value in allowed
        ]

    def purposes(self) -> list[tuple[str, str, bool]]:
        return [(key, purpose.title, key == self.purpose) for key, purpose in purposes.items()]

    def classes(self, school, user) -> list[tuple[str, str, bool]]:
        rows = ClassGroup.objects.visible_to(user).filter(school=school).open()
        found = rows.order_by("sort_key", "pk").values_list("pk", "name")
        return [(str(pk), name, str(pk) == self.group) for pk, name in found]


def _of(value, known) -> str:
    return value if value in known else ""


def _number(value) -> str:
    return value if NUMBER.fullmatch(value) else ""
