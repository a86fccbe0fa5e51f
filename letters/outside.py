"""A letter to somebody outside the family and the school: on consent, or on a ground in writing.

Consent: of the kinds that cover it, holding today (pupils.consents). Without one a person writes
down the ground, such as safety: the software never judges it, it keeps what was said, and a second
person stands behind it. Source: SEND Regulations 2014, regulation 17; UK GDPR article 6; Keeping
children safe in education (information sharing).
"""

from dataclasses import dataclass
from types import SimpleNamespace

from accounts.permissions import Role
from letters import addressees, homes
from pupils.consents.models import Consent
from pupils.consents.words import words_of
from sendcase import moment

GROUND = "ground"  # the fact under which a letter keeps it
KINDS = (Consent.Kind.AGENCY, Consent.Kind.SHARING)
NEEDS = (
    "Nobody has agreed that we tell somebody outside about {}, or the agreement has ended. Record "
    "the consent, or write down on which other ground this goes out, such as safety."
)
ENDED = "This agreement does not hold any more. Choose another, or write down another ground."
SECOND = (
    "This letter rests on a ground and not on a consent: somebody else than who wrote the ground "
    "down approves it."
)


@dataclass(frozen=True)
class Other:
    """A professional; address: lines as on the envelope, under the name; consent: the one this
    letter rests on, where a person chose it.
    """

    name: str
    address: str
    consent: Consent | None = None


def consents(pupil):
    """Those that may cover a letter outside today, the newest first."""
    return Consent.objects.filter(pupil=pupil, kind__in=KINDS).holding()


def why_not(pupil, facts) -> str:
    """A sentence where nothing lets it go; empty where consent or a written ground does."""
    if on_ground(facts) or consents(pupil).exists():
        return ""
    return NEEDS.format(pupil.first_name)


def on_ground(facts) -> bool:
    return bool(facts.get(GROUND, "").strip())


def is_on_ground(letter) -> bool:
    """Whether it goes outside without an agreement: the family may not know of it."""
    return bool(letter.other_name) and on_ground(letter.facts)


def rests_on(letter) -> list[tuple[str, str]]:
    """(label, words) of what lets it go; of one that went on a consent, the log says which."""
    if not letter.other_name:
        return []
    if on_ground(letter.facts):
        return [("Goes out on the ground", letter.facts[GROUND])]
    waits = letter.issued_on is None
    return [("Agreed", words_of(row)) for row in consents(letter.pupil)] if waits else []


def signer_of(school, facts) -> str:
    """The role that signs: on a ground the head, as the second person; else as the policy says."""
    return Role.HEAD if on_ground(facts) else school.policy.letters_signed_by


def needs_another(letter, person) -> bool:
    """Whether this person wrote down the ground and so does not approve the letter as well."""
    return is_on_ground(letter) and letter.prepared_by_id == person.pk


def barred(pupil, name: str, address: str) -> str:
    """Why nobody writes there: a sentence that names somebody marked “do not contact” who is meant,
    or may live there. Empty where all is well.
    """
    here = homes.home_of(SimpleNamespace(address=address, postcode=""))
    for contact in pupil.contacts.all():
        if not contact.do_not_contact or not addressees.is_current(contact, moment.today()):
            continue
        flagged = f"{contact.name} is marked “do not contact”{addressees.reason_of(contact)}"
        if contact.name.casefold() == name.strip().casefold():
            return f"{flagged}."
        theirs = homes.home_of(contact)
        if here and theirs and homes.maybe(theirs, here):
            return f"{flagged} and may live at this address."
    return ""
