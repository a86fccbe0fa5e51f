"""The kinds of list that can be imported: one way to read, look and confirm, for all of them.

Apps to the right register theirs in AppConfig.ready(), with a page of their own that asks for the
file: `pupils.views.roll.chosen`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Permission
from pupils.roll import contacts, preview, writing, writing_contacts
from pupils.roll.columns import ROLL, Fields
from pupils.roll.contact_columns import CONTACTS
from pupils.roll.fates import Found


@dataclass(frozen=True)
class Kind:
    """preview(table, school, by, chosen) decides every fate; write(found, school=, by=) makes them
    true in the caller's transaction and returns counts. intro: sentences above the choice of file.
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
    intro: tuple[str, ...]
    preview: Callable[..., Found]
    write: Callable[..., dict]


SEE_FIRST = (
    "Nothing is written until you have seen what becomes of every row. Import again as often as "
    "you like: "
)
KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Raises ValueError where another list has this key already."""
    if KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"two kinds of list are called {kind.key}")


PUPILS = Kind(
    key="roll",
    title="Import the roll",
    file="The roll, as a CSV file or an Excel workbook",
    needed="a name, the date of birth, the year, and the UPN or the admission number",
    route="pupils:roll-import",
    permission=Permission.ROLL_EDIT,
    fields=ROLL,
    facts=("Class", "Born"),
    missing="On your roll here but not in this file",
    missing_words="Nothing happens to them. After the import you can say who has left.",
    intro=(
        f"{SEE_FIRST}the same child is known by UPN or admission number and never added twice. "
        "An empty cell changes nothing.",
    ),
    preview=preview.preview,
    write=writing.write,
)
PEOPLE = Kind(
    key="contacts",
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
    intro=(
        f"{SEE_FIRST}the same contact of a child is known by name and never added twice. An "
        "empty cell changes nothing. A contact who is not in the file stays.",
        "A list may say that somebody must not be contacted, never that they may be again.",
    ),
    preview=contacts.preview,
    write=writing_contacts.write,
)
