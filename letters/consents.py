"""Answers to letters that ask for consent, and letters that rested on one that is withdrawn."""

from datetime import datetime

from letters import choosing, outside, services
from letters.deadlines import WAITS_HERE
from letters.merge import day_in_words
from letters.models import Letter, Reply
from letters.purposes import purposes
from letters.replies import names
from pupils.consents import marked, mistakes
from pupils.consents import services as consents
from pupils.consents.models import Consent
from pupils.models import Contact
from sendcase import moment

NO_CONSENT = "Recorded as an answer. It is no consent: {} decides, being over school age."
NONE_KEPT = "Recorded as an answer. It is no consent. If it is one, write it down with the child."
MARKED_NONE = (
    "Recorded as an answer. It is no consent: {} is marked “do not contact”. If {} may decide, the "
    "SENCO writes the agreement and the reason down with the child."
)
BARRED = (
    "{} is marked “do not contact”. A yes is kept as an answer; it is no consent until the SENCO "
    "writes down why {} may decide."
)
ALONE = (
    "{} is over school age and decides alone. What somebody else says is kept as an answer; it is "
    "no consent."
)
SOURCE = "letters.letter"
CONFIRMED = "consent-confirmed"
BY_PAGE = {Reply.Route.CODE, Reply.Route.LINK}
HOW = {
    "slip": "on the signed slip", "phone": "by phone", "email": "by e-mail",
    "in_person": "in person", "code": "on our page, with the code from the letter",
    "link": "on our page, by the link in our e-mail",
}  # fmt: skip
WITHDRAWN = "The consent to tell somebody outside was withdrawn."
IN_ERROR = "The consent it rested on was recorded in error."
SPOKEN = ("agency", "share_with", "photo_use", "photo_seen_by", "what_shared", "why", "until_day")


def on_reply(letter, reply) -> None:
    """A yes or no to the question becomes a Consent. Receipt alone never does."""
    if not (asks(letter) and reply.consent):
        return
    purpose = purposes[letter.purpose]
    who = reply.name_given or (letter.contact.name if letter.contact else letter.pupil.name)
    contact = _contact(letter)
    if letter.contact_id and contact is None:
        return  # no parent on file any more: the reply stays, a person looks (why_none)
    try:
        consent = consents.record(
            pupil=letter.pupil, kind=purpose.consent, scope=scope_of(letter),
            answer=reply.consent, given_by=who, given_on=reply.received_on,
            until_on=until_of(letter, reply), evidence=evidence_of(letter, reply),
            contact=contact, by_young_person=is_own_answer(letter, who),
            source=(SOURCE, letter.pk), by=reply.recorded_by,
        )  # fmt: skip
    except (consents.AnswersAlone, marked.Marked):
        return  # the reply stays; why_none() says that it is no consent
    if reply.route in BY_PAGE:
        _confirm(letter, consent, reply)


def on_taken_off(letter, reply, by) -> None:
    """The answer was to another letter: the consent it made counts for nothing, at once."""
    row = consents.of_source(SOURCE, letter.pk)
    if row is None:
        return
    reason = f"Recorded on the wrong letter (L{letter.pk}). {reply.taken_off_reason}"
    mistakes.recorded_in_error(consent=row, reason=reason, by=by)
    confirming = Letter.objects.filter(purpose=CONFIRMED, about_type=row._meta.label_lower,
                                       about_id=row.pk, state__in=WAITS_HERE)  # fmt: skip
    for waiting in confirming.order_by("pk"):
        services.withdraw(letter=waiting, reason=IN_ERROR, by=by)


def is_own_answer(letter, who) -> bool:
    """Of a letter to the young person: not where a parent's name stands on the slip."""
    if letter.contact_id is not None:
        return False
    theirs = [f"{c.first_name} {c.last_name}" for c in letter.pupil.contacts.all()]
    own = names.is_one_of(who, [letter.pupil.name, letter.pupil.legal_name])
    return own or not names.is_one_of(who, theirs)


def without(replies) -> set[int]:
    """Numbers of the letters whose yes or no to a question is no consent. One query at most.
    replies: with letter joined.
    """
    decided = {r.letter_id for r in replies if r.consent and asks(r.letter)}
    if not decided:
        return set()
    kept = Consent.objects.said().filter(source_type=SOURCE, source_id__in=decided)
    return decided - set(kept.values_list("source_id", flat=True))


def asks(letter) -> bool:
    purpose = purposes.get(letter.purpose)
    return bool(purpose and purpose.consent)


def why_none(letter, reply) -> str:
    """What the office and the SENCO are told of a yes or no that is no consent; else empty."""
    return words_of_none(letter, reply) if reply and letter.pk in without([reply]) else ""


def words_of_none(letter, reply) -> str:
    """letter: one of without()."""
    if consents.answers_alone(letter.pupil, reply.received_on):
        return NO_CONSENT.format(letter.pupil.first_name)
    if is_marked(letter):
        return MARKED_NONE.format(letter.contact.name, letter.contact.name)
    return NONE_KEPT


def before_asking(letter) -> str:
    """The same, before anything is recorded."""
    if not asks(letter):
        return ""
    if consents.answers_alone(letter.pupil, moment.today()):
        return ALONE.format(letter.pupil.first_name)
    return BARRED.format(letter.contact.name, letter.contact.name) if is_marked(letter) else ""


def is_marked(letter) -> bool:
    """Whether whom it was written to is marked “do not contact” by now."""
    return bool(letter.contact and letter.contact.do_not_contact)


def _contact(letter):
    """Who still has parental responsibility."""
    rows = Contact.objects.filter(pk=letter.contact_id, parental_responsibility=True, ended_on=None)
    return rows.first()


def scope_of(letter) -> str:
    """What the letter said it was for."""
    said = [letter.facts[name].strip() for name in SPOKEN if letter.facts.get(name, "").strip()]
    return ("; ".join(said) or purposes[letter.purpose].title)[:1000]


def until_of(letter, reply):
    """The day the letter named, where it can be read as one ("Fri 23 Jul 2027")."""
    text = letter.facts.get("until_day", "").strip()
    for form in ("%a %d %b %Y", "%d %b %Y", "%A %d %B %Y", "%d %B %Y", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return day if day >= reply.received_on else None
    return None


def evidence_of(letter, reply) -> str:
    sent = f"Our letter of {day_in_words(letter.issued_on)}" if letter.issued_on else "Our letter"
    return f"{sent}, answered {HOW[reply.route]} on {day_in_words(reply.received_on)}."


def _confirm(letter, consent, reply) -> None:
    """Whoever is said to have answered can say that it was not them. Of no other home's concern."""
    words = "Yes" if consent.answer == "yes" else "No"
    facts = {
        "consent_words": f"{words}: {consent.scope}",
        "given_by": consent.given_by,
        "given_day": day_in_words(consent.given_on),
        "given_how": HOW[reply.route],
    }
    try:
        services.prepare_again(
            letter=letter, purpose=CONFIRMED, facts=facts, about=consent,
            by=letter.issued_by or letter.prepared_by,
        )  # fmt: skip
    except choosing.CannotPrepare:
        return  # nobody to write to now: the answer stays on record all the same


def on_ended(consent, by) -> None:
    """Letters to somebody outside that have not gone and name no other ground are withdrawn."""
    if consent.kind not in outside.KINDS:
        return
    waiting = Letter.objects.filter(pupil=consent.pupil_id, state__in=WAITS_HERE)
    for letter in waiting.exclude(other_name="").order_by("pk"):
        if not letter.facts.get(outside.GROUND, "").strip():
            reason = IN_ERROR if consent.in_error_at else WITHDRAWN
            services.withdraw(letter=letter, reason=reason, by=by)


def register() -> None:
    from letters import hooks
    from pupils.consents import hooks as consent_hooks

    hooks.on_reply.append(on_reply)
    hooks.on_taken_off.append(on_taken_off)
    consent_hooks.on_ended.append(on_ended)
