"""The life of a link: made and mailed when a letter goes, closed when it may open no more.

The row and its mail stand in the transaction of the letter; the outbox sends each mail once, and
one that was perhaps sent waits for a person. What a person decides then is here too.
"""

import json
from datetime import timedelta

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from letters import checks, hooks, recipient
from letters.links import mails, tokens
from letters.models import Letter, LetterLink
from letters.purposes import purposes
from letters.replies.services import shares_home
from letters.services import AlreadyDone
from pupils import contacts
from pupils.chronology import note
from pupils.models import Contact
from sendcase import edits, moment
from sendcase.edits import IllegalMove

OPEN_DAYS = 14
EMAIL = Letter.Way.EMAIL
READABLE = (Letter.State.ISSUED, Letter.State.ANSWERED)
CLOSED = {
    Letter.State.WITHDRAWN: "The letter was withdrawn.",
    Letter.State.RETURNED: "The letter came back.",
}
BARRED = "Somebody this letter named may no longer be written to."
REPLACED = "A newer link took its place."
ON_PAPER = "The letter goes by post instead."
NO_EMAIL = "{} has no e-mail address for letters on file. Post the letter instead."
NO_ADDRESS = "There is no postal address on this letter. Withdraw it and write it again."


def register() -> None:
    """Once, from letters.apps."""
    hooks.on_issued.append(open_links)
    hooks.on_closed.append(close_links)
    contacts.on_barred.append(close_of)


def open_links(letter) -> None:
    """One for each person whom a letter by e-mail names."""
    if letter.way == EMAIL:
        for person in recipient.of(letter).people:
            _begin(letter, person, letter.issued_by)


def _begin(letter, contact, by) -> LetterLink:
    token = tokens.new_token()
    link = LetterLink.objects.create(
        school=letter.school, letter=letter, contact=contact, to_email=contact.email,
        token_hash=tokens.hashed(token), expires_on=moment.today() + timedelta(days=OPEN_DAYS),
    )  # fmt: skip
    link.mail = mails.send_link(link, token)
    link.save(update_fields=["mail"])
    record("letter_link.made", link, by, {"to_email": [None, link.to_email]})
    return link


def close_links(letter) -> None:
    """Withdrawn or come back: at once. An answer closes none: it says that one of those who read
    the letter has it, and the link is the only paper the others have.
    """
    if reason := CLOSED.get(letter.state):
        for link in open_of(letter):
            close(link, reason, None)


def open_of(letter) -> list[LetterLink]:
    """Locked. Those that nobody closed, run out or not."""
    return list(LetterLink.objects.filter(letter=letter, revoked_at=None).select_for_update())


def close_of(contact) -> None:
    """This contact's links, and those of everybody in the same home, at once."""
    rows = LetterLink.objects.filter(letter__pupil=contact.pupil_id, revoked_at=None)
    for link in rows.select_related("letter__contact", "letter__pupil"):
        if link.contact_id == contact.pk or shares_home(link.letter, contact):
            close(edits.locked(LetterLink, link.pk), BARRED, None)


def close(link, reason, by) -> LetterLink:
    """`link` is locked and open. What is still to be mailed about it is taken back."""
    edits.save(
        link, revoked_at=moment.now(), revoked_by=by, revoked_reason=reason, code_hash="",
        code_until=None,
    )  # fmt: skip
    mails.take_back(link)
    record("letter_link.closed", link, by, {"revoked_reason": ["", reason]})
    return link


@transaction.atomic
def revoke(*, link, reason, by) -> LetterLink:
    """By a person. Raises AlreadyDone, IllegalMove without a reason."""
    row = edits.locked(LetterLink, link.pk)
    if row.revoked_at:
        raise AlreadyDone("This link was closed already.")
    if not reason.strip():
        raise IllegalMove("Say why: the reason stands in the record.")
    close(row, reason, by)
    _note(row.letter, "A link by e-mail was closed")
    return row


@transaction.atomic
def send_again(*, link, by) -> LetterLink:
    """A new link to the address on file now; the old one closes. Asks again all that was asked when
    the letter went. Raises AlreadyDone, IllegalMove.
    """
    letter = _locked_with_people(link)
    if letter.links.filter(contact=link.contact_id, pk__gt=link.pk).exists():
        raise AlreadyDone("A newer link was sent already. It was not sent twice.")
    contact = _may_have_it(letter, link)
    row = edits.locked(LetterLink, link.pk)
    if not row.revoked_at:
        close(row, REPLACED, by)
    made = _begin(letter, contact, by)
    _note(letter, "A new link to a letter was sent by e-mail")
    return made


def _locked_with_people(link) -> Letter:
    """The letter; nobody changes a contact until the mail is written. Contacts before letters, as
    issuing locks them.
    """
    people = Contact.objects.filter(pupil=link.letter.pupil_id).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))
    return edits.locked(Letter, link.letter_id)


def _may_have_it(letter, link) -> Contact:
    _refuse_closed(letter)
    if reasons := checks.wants(letter, json.loads(letter.issued_version.content)):
        raise IllegalMove(" ".join(reasons))
    found = {person.pk: person for person in recipient.of(letter).people}
    contact = found.get(link.contact_id)
    if contact is None:
        raise IllegalMove("This letter would not name them any more. Withdraw it and write again.")
    if contact.letters_by != EMAIL or not contact.email:
        raise IllegalMove(NO_EMAIL.format(contact.name))
    return contact


def _refuse_closed(letter) -> None:
    if letter.state not in READABLE:
        now = letter.get_state_display().lower()
        raise IllegalMove(f"This letter is marked “{now}”: nothing more is sent.")


@transaction.atomic
def post_instead(*, letter, by, version=None) -> Letter:
    """The paper that was frozen goes by post, and the links close. Raises AlreadyDone, IllegalMove,
    edits.Stale.
    """
    row = edits.locked(Letter, letter.pk)
    if row.way != EMAIL:
        raise AlreadyDone("This letter goes on paper already.")
    _refuse_closed(row)
    row = edits.locked(Letter, letter.pk, version)
    content = json.loads(row.issued_version.content)
    if reasons := checks.wants(row, content):
        raise IllegalMove(" ".join(reasons))
    if not content["to"]["lines"]:
        raise IllegalMove(NO_ADDRESS)
    edits.save(row, way=Letter.Way.POST)
    for link in open_of(row):
        close(link, ON_PAPER, by)
    log.record(
        "letter.way", target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id,
        detail={"way": [EMAIL, row.way]},
    )  # fmt: skip
    _note(row, f"Letter home by post instead of e-mail: {purposes[row.purpose].title}")
    return row


def _note(letter, words) -> None:
    note(letter.pupil, words, needs=Permission.LETTER_VIEW, url=letter.get_absolute_url())


def record(verb, link, by, detail=None) -> None:
    """by: None where the reader or the system did it."""
    log.record(
        verb, target=link, by=by, school_id=link.school_id, pupil_id=link.letter.pupil_id,
        detail=detail or {},
    )  # fmt: skip
