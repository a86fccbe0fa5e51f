"""Who is not to be written to is not invited, also where their name was typed in by hand."""

from letters import addressees
from sendcase import moment
from sendcase.text import folded

NOT_INVITED = (
    "{} is marked “do not contact”{}, so no invitation can go to them from here. If that has "
    "changed, put it right among the people around the child first."
)
SOMEBODY_ELSE = " If you mean somebody else, write the first name in full, or the organisation."


def why(pupil, person) -> str:
    """A sentence where `person` is, or seems to be, somebody marked “do not contact”; empty where
    all is well. It names a contact: for those who may see contacts.

    person: has name, email, contact_id and user_id. A contact is judged by their own mark.
    """
    for contact in flagged(pupil):
        told = NOT_INVITED.format(contact.name, addressees.reason_of(contact))
        if person.contact_id == contact.pk:
            return told
        if person.contact_id or person.user_id:
            continue
        if person.email and folded(person.email) == folded(contact.email):
            return told
        if _plain(person.name) in _names(contact):
            return told + SOMEBODY_ELSE
    return ""


def barred(row) -> dict[int, str]:
    """Invitation → why it does not go."""
    if not flagged(row.pupil):
        return {}
    found = {each.pk: why(row.pupil, each) for each in row.invitations.all()}
    return {pk: words for pk, words in found.items() if words}


def flagged(pupil) -> list:
    today = moment.today()
    marked = pupil.contacts.filter(do_not_contact=True)
    return [each for each in marked if addressees.is_current(each, today)]


def _names(contact) -> set[str]:
    """As people write them: Mr John Smith, John Smith, Mr Smith."""
    first, last = contact.first_name, contact.last_name
    ways = [contact.name, f"{first} {last}" if first else "",
            f"{contact.title} {last}" if contact.title else ""]  # fmt: skip
    return {_plain(way) for way in ways if way}


def _plain(name: str) -> str:
    return " ".join(folded(name).replace(".", " ").split())
