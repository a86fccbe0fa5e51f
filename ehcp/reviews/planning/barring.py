"""Who is not to be written to is not invited, also where their name was typed in by hand."""

from ehcp.reviews.models import Invitation
from letters import addressees
from sendcase import moment
from sendcase.text import folded

NO_INVITATION = "no invitation can go to them from here"
MARKED = (
    "{} is marked “do not contact”{}, so {}. If that has changed, put it right among the people "
    "around the child first."
)
SOMEBODY_ELSE = " If you mean somebody else, write the first name in full, or the organisation."


def why(pupil, person, so=NO_INVITATION) -> str:
    """A sentence where `person` is, or seems to be, somebody marked “do not contact”; empty where
    all is well. It names a contact: for those who may see contacts.

    person: has role, name, email, contact_id and user_id. A contact is judged by their own mark, a
    colleague by none; the account of a guest was found by what is typed here and proves nothing.
    so: what does not happen.
    """
    return _why(flagged(pupil), person, so)


def barred(row) -> dict[int, str]:
    """Invitation → why it does not go."""
    return among(row.pupil, row.invitations.all())


def among(pupil, people, so=NO_INVITATION) -> dict[int, str]:
    """Of these Invitations: number → why. The marks are asked for once."""
    marked = flagged(pupil)
    if not marked:
        return {}
    found = {each.pk: _why(marked, each, so) for each in people}
    return {pk: words for pk, words in found.items() if words}


def flagged(pupil) -> list:
    today = moment.today()
    return [
        each for each in pupil.contacts.all()
        if each.do_not_contact and addressees.is_current(each, today)
    ]  # fmt: skip


def _why(marked, person, so) -> str:
    is_colleague = person.user_id and person.role == Invitation.Role.SCHOOL
    for contact in marked:
        told = MARKED.format(contact.name, addressees.reason_of(contact), so)
        if person.contact_id == contact.pk:
            return told
        if person.contact_id or is_colleague:
            continue
        if person.email and folded(person.email) == folded(contact.email):
            return told
        if _plain(person.name) in _names(contact):
            return told + SOMEBODY_ELSE
    return ""


def _names(contact) -> set[str]:
    """As people write them: Mr John Smith, John Smith, Mr J. Smith, J. Smith, Mr Smith."""
    title, first, last = contact.title, contact.first_name, contact.last_name
    ways = [contact.name, f"{title} {last}" if title else ""]
    for given in (first, first[:1]) if first else ():
        ways += [f"{given} {last}", f"{title} {given} {last}"]
    return {_plain(way) for way in ways if way}


def _plain(name: str) -> str:
    return " ".join(folded(name).replace(".", " ").split())
