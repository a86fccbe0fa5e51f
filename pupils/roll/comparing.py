"""A contact a row speaks of, against those on file: the same person is known by name."""

from collections import defaultdict

from pupils.models import Contact
from pupils.roll.fates import Fate
from pupils.wording import words


def contacts_of(school) -> dict[int, list[Contact]]:
    """Number of the pupil → all their contacts, ended ones too."""
    found = defaultdict(list)
    for contact in Contact.objects.filter(school=school).order_by("priority", "pk"):
        found[contact.pupil_id].append(contact)
    return found


def compare_contact(fate: Fate, said: dict, on_file: list[Contact]) -> None:
    """Note on the fate which contact it is and what changes; nothing said, nothing noted."""
    if not said:
        return
    wanted = contact_name(said.get("first_name", ""), said.get("last_name", ""))
    same = [c for c in on_file if contact_name(c.first_name, c.last_name) == wanted]
    current = [c for c in same if c.ended_on is None]
    if same and not current:
        fate.notes.append("The contact was ended here; not added again.")
        return
    fate.contact = current[0] if current else None
    for name, value in said.items():
        before = getattr(fate.contact, name) if fate.contact else None
        if value != before and not (fate.contact is None and value == ""):
            fate.contact_changes[name] = (before, value)


def contact_name(first, last) -> tuple:
    return tuple(words(f"{first} {last}"))
