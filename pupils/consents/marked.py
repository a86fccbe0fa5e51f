"""A yes of somebody marked “do not contact”.

Parental responsibility and contact are two things. Who has the first may agree for the child
(Children Act 1989, sections 2 and 3), also where a court order keeps them away; but an order may
take the decision from them, too (section 8: prohibited steps, specific issue), and a yes of
somebody who frightens the family can put it in danger. The mark does not say which it is. So such a
yes counts only where a SENCO has looked and wrote down why; a no always counts.
"""

from accounts.permissions import Permission
from pupils.access import may_about
from pupils.consents.models import Consent
from pupils.models import Contact
from sendcase.edits import IllegalMove
from sendcase.text import sort_key

MARKED = (
    "{name} is marked “do not contact”. Their yes counts only where the SENCO wrote down why they "
    "may decide."
)
FOR_SENCO = (
    "{name} is marked “do not contact”. If they agreed, give the paper to the SENCO, who looks at "
    "whether they may decide."
)


class Marked(IllegalMove):
    """Somebody marked “do not contact” said yes, and nobody wrote down why they may decide."""


def marked_contact(pupil, contact, given_by: str, by_young_person: bool) -> Contact | None:
    """Whoever of the child's people answered, where they are marked: chosen, named by hand, or
    signing another's slip.
    """
    if by_young_person:
        return None
    people = list(pupil.contacts.filter(do_not_contact=True))
    chosen = [each for each in people if contact is not None and each.pk == contact.pk]
    return chosen[0] if chosen else named(people, given_by)


def named(contacts, name: str) -> Contact | None:
    """Of these contacts the one of that name, whatever stands before, between or after it."""
    said = _parts(name)
    return next((each for each in contacts
                 if _parts(f"{each.first_name} {each.last_name}") <= said), None)  # fmt: skip


def _parts(name: str) -> set[str]:
    return set(sort_key(name.replace("-", " ")).split())


def checked(pupil, who, answer, reason, by) -> str:
    """The reason to keep; empty where none is needed. who: as marked_contact says; by: who writes
    the answer down, None for the family itself. Raises Marked.
    """
    if who is None or answer != Consent.Answer.YES:
        return ""
    if by is None or not may_about(by, Permission.CONSENT_EDIT, pupil):
        raise Marked(FOR_SENCO.format(name=who.name))
    if not reason.strip():
        raise Marked(MARKED.format(name=who.name))
    return reason


def why_not(consent) -> str:
    """Why a yes that is on file starts nothing new: its giver was marked since, and nobody wrote
    down why they may decide. Empty where it may.
    """
    if consent.may_decide_reason or consent.contact_id is None:
        return ""
    return MARKED.format(name=consent.contact.name) if consent.contact.do_not_contact else ""
