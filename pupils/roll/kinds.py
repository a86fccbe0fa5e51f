"""The kinds of list that can be imported: one way to read, look and confirm, for all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Permission
from pupils.models import RollUpload
from pupils.roll import contacts, preview, writing, writing_contacts
from pupils.roll.columns import ROLL, Fields
from pupils.roll.contact_columns import CONTACTS
from pupils.roll.fates import Found


@dataclass(frozen=True)
class Kind:
    """preview(table, school, by, chosen) decides every fate; write(found, school=, by=) makes them
    true in the caller's transaction and returns counts.
    """

    key: str
    title: str
    file: str  # what to choose
    needed: str
    route: str  # of the page that asks for the file
    permission: Permission
    fields: Fields
    facts: tuple[str, str]  # what is shown of each row, besides its name
    missing: str
    missing_words: str
    preview: Callable[..., Found]
    write: Callable[..., dict]


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            key=RollUpload.Kind.ROLL,
            title="Import the roll",
            file="The roll, as a CSV file or an Excel workbook",
            needed="a name, the date of birth, the year, and the UPN or the admission number",
            route="pupils:roll-import",
            permission=Permission.ROLL_EDIT,
            fields=ROLL,
            facts=("Class", "Born"),
            missing="On your roll here but not in this file",
            missing_words="Nothing happens to them. After the import you can say who has left.",
            preview=preview.preview,
            write=writing.write,
        ),
        Kind(
            key=RollUpload.Kind.CONTACTS,
            title="Import contacts",
            file="The contacts, as a CSV file or an Excel workbook",
            needed="the contact’s name, and the pupil’s UPN; or the admission number with the "
            "pupil’s names and date of birth",
            route="pupils:contacts-import",
            permission=Permission.CONTACT_EDIT,
            fields=CONTACTS,
            facts=("Child", "Who they are"),
            missing="Contacts here of these children who are not in this file",
            missing_words="Nothing happens to them. End a contact on the child’s People tab.",
            preview=contacts.preview,
            write=writing_contacts.write,
        ),
    )
}
