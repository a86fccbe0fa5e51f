"""A family that chose e-mail, its links, and what stands in its mails."""

import re
from datetime import timedelta
from types import SimpleNamespace

from letters.links import services as links
from letters.links import tokens
from letters.models import Letter, LetterLink
from pupils.models import Contact
from sendcase import moment
from sendcase.outbox.models import Message

LINK = re.compile(r"/l/([A-Za-z0-9_-]{22})/")
CODE = re.compile(r"\b\d{6}\b")


def chose_email(contact, email="leila@home.example"):
    """As its People tab would say."""
    Contact.objects.filter(pk=contact.pk).update(letters_by="email", email=email)
    contact.refresh_from_db()
    return contact


def sent_link(letter, contact=None, token="") -> LetterLink:
    """Of a letter that is sent, with its mail, whatever way the letter went."""
    contact = chose_email(contact or letter.contact)
    Letter.objects.filter(pk=letter.pk).update(way="email")
    letter.refresh_from_db()
    link = links._begin(letter, contact, letter.issued_by)
    if token:
        LetterLink.objects.filter(pk=link.pk).update(token_hash=tokens.hashed(token))
    return link


def tokens_in_mails() -> list[str]:
    """Of every mail with a link, in the order of writing."""
    texts = Message.objects.order_by("pk").values_list("text", flat=True)
    return [found for text in texts for found in LINK.findall(text)]


def newest_code() -> str:
    """The six figures of the newest mail with a code."""
    rows = Message.objects.filter(key__startswith="letter-link-code-").order_by("pk")
    return CODE.search(rows.last().text)[0]


def later(**much):
    """with later(minutes=31): so much later than now."""
    return moment.at(moment.now() + timedelta(**much))


def mailed(family) -> SimpleNamespace:
    """letter, link, token, at: one sent by e-mail to the mother of a tests.factories Family."""
    chose_email(family.mother)
    letter = family.issued()
    [token] = tokens_in_mails()
    return SimpleNamespace(
        letter=letter, link=LetterLink.objects.get(letter=letter), token=token, at=f"/l/{token}/"
    )
