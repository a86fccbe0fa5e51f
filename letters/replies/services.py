"""The life of the code on a slip: made when a letter goes, closed when nothing waits any more."""

import json
import re
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.permissions import Permission
from audit import log
from letters import homes, hooks, recipient
from letters.models import Letter, Reply, ReplyCode
from letters.purposes import purposes
from letters.replies import codes, names
from letters.services import AlreadyDone, record_reply
from pupils import contacts
from pupils.chronology import note
from pupils.models import Contact
from sendcase import edits, moment
from sendcase.edits import IllegalMove

OPEN_DAYS = 60
MOST_WRONG_NAMES = 5
CLOSED = "Nothing waits for an answer to this letter any more."
BARRED = "Somebody this letter named may no longer be written to."
GUESSED = f"{MOST_WRONG_NAMES} wrong names were given for a consent."


class WrongName(IllegalMove):
    """The name is none of those on the letter."""


def register() -> None:
    """Once, from letters.apps."""
    hooks.on_issued.append(open_code)
    hooks.on_closed.append(close_code)
    contacts.on_barred.append(close_of)


def open_code(letter) -> None:
    """For a letter to a family that awaits an answer."""
    purpose = purposes.get(letter.purpose)
    if purpose is None or not purpose.answer or purpose.outside or letter.other_name:
        return
    ReplyCode.objects.get_or_create(
        letter=letter,
        defaults={
            "school": letter.school,
            "code_hash": codes.hashed(codes.code_of(letter)),
            "expires_on": letter.issued_on + timedelta(days=OPEN_DAYS),
        },
    )


def close_code(letter, reason=CLOSED) -> ReplyCode | None:
    """None: it had no code, or a closed one."""
    code = ReplyCode.objects.select_for_update().filter(letter=letter, closed_reason="").first()
    if code is None:
        return None
    return edits.save(code, closed_reason=reason)


def reopen_code(letter) -> None:
    """The answer was not for this letter: its code opens the form again, as long as it has days
    left and nobody it named was barred meanwhile.
    """
    code = ReplyCode.objects.select_for_update().filter(letter=letter, closed_reason=CLOSED).first()
    if code is None:
        return
    barred = letter.contact_id and any(
        was_named(letter, contact) or (contact.do_not_contact and shares_home(letter, contact))
        for contact in _barred(letter.pupil_id)
    )
    edits.save(code, closed_reason=BARRED if barred else "")


def _barred(pupil_id):
    """Of whom contacts.on_barred told."""
    gone = Q(do_not_contact=True) | Q(parental_responsibility=False) | Q(ended_on__isnull=False)
    return Contact.objects.filter(gone, pupil=pupil_id)


def close_of(contact) -> None:
    """The codes of every letter that named this contact, at once."""
    for letter in sent_to(contact):
        if code := close_code(letter, BARRED):
            _record("reply_code.closed", code, {"closed_reason": ["", BARRED]})


def sent_to(contact) -> list[Letter]:
    """Letters still open that this contact, or somebody in the same home, was named on."""
    sent = Letter.objects.filter(pupil=contact.pupil_id, state=Letter.State.ISSUED)
    rows = sent.exclude(contact=None).select_related("contact", "pupil", "issued_version")
    return [row for row in rows if was_named(row, contact) or shares_home(row, contact)]


def was_named(letter, contact) -> bool:
    """Whether the paper that went out names them: they hold its code, wherever they live now."""
    if letter.contact_id == contact.pk:
        return True
    paper = getattr(letter, "issued_version", None)
    people = re.split(", | and ", json.loads(paper.content)["to"]["name"]) if paper else []
    return any(names.is_one_of(each, [f"{contact.first_name} {contact.last_name}"])
               for each in people)  # fmt: skip


def shares_home(letter, contact) -> bool:
    """By household as on file, not by what may be written to now: that has just changed."""
    if letter.contact_id == contact.pk or recipient.household_of(letter) is None:
        return True
    theirs, home = homes.home_of(letter.contact), homes.home_of(contact)
    apart = theirs and home and not homes.maybe(theirs, home)
    return letter.contact.household == contact.household and not apart


def known(typed: str) -> ReplyCode | None:
    """The code, whatever became of it."""
    if not codes.is_code(typed):
        return None
    rows = ReplyCode.objects.filter(code_hash__in=codes.hashes(typed))
    return rows.select_related("letter__school", "letter__template").first()


def is_open(code: ReplyCode) -> bool:
    waits = code.letter.state == Letter.State.ISSUED
    return waits and not code.closed_reason and code.expires_on >= moment.today()


def find(typed: str) -> ReplyCode | None:
    """The code if it still opens the form of its letter."""
    code = known(typed)
    return code if code and is_open(code) else None


def code_for(letter) -> ReplyCode | None:
    return ReplyCode.objects.filter(letter=letter).first()


def who_signs(letter) -> list[str]:
    """Names a consent may be given under: everybody the letter names, or the young person."""
    if letter.contact_id is None:
        return [letter.pupil.name, letter.pupil.legal_name]
    return [f"{person.first_name} {person.last_name}" for person in recipient.of(letter).people]


def answer(*, letter, route, consent="", name_given="", **said) -> Reply:
    """A family answers by itself. said: wants_to_talk, words, times, language of the Reply.

    Raises WrongName (and counts it), AlreadyDone, IllegalMove where nothing waits any more.
    """
    with transaction.atomic():
        letter = edits.locked(Letter, letter.pk)
        if letter.state == Letter.State.ANSWERED:
            raise AlreadyDone("An answer to this letter is recorded already.")
        code = ReplyCode.objects.select_for_update().filter(letter=letter).first()
        if code is None or not is_open(code):
            raise IllegalMove("This code has ended.")
        if not consent or names.is_one_of(name_given, who_signs(letter)):
            return record_reply(
                letter=letter, route=route, received_on=moment.today(), by=None,
                consent=consent, name_given=name_given, **said,
            )  # fmt: skip
        _count_wrong_name(code)  # kept, so it is no error inside the transaction
    raise WrongName("This is not the name on the letter.")


def _count_wrong_name(code) -> None:
    tries = code.tries + 1
    if tries < MOST_WRONG_NAMES:
        edits.save(code, tries=tries)
        return
    edits.save(code, tries=tries, closed_reason=GUESSED)
    _record("reply_code.closed", code, {"closed_reason": ["", GUESSED]})
    letter = code.letter
    words = "The code of a letter was closed: five wrong names were given for a consent"
    note(letter.pupil, words, needs=Permission.LETTER_VIEW, url=letter.get_absolute_url())


def _record(verb, code, detail) -> None:
    """By the system: no person with an account did it."""
    letter = code.letter
    log.record(
        verb, target=code, by=None, school_id=letter.school_id, pupil_id=letter.pupil_id,
        detail=detail,
    )  # fmt: skip
