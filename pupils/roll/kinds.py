"""The kinds of list that can be imported: one way to read, look and confirm, for all of them.

Apps to the right register theirs in AppConfig.ready(), with a page of their own that asks for the
file: `pupils.views.roll.chosen`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Permission
from pupils.roll import classes, contacts, preview, staff, writing, writing_contacts
from pupils.roll.class_columns import CLASSES
from pupils.roll.columns import ROLL, Fields
from pupils.roll.contact_columns import CONTACTS
from pupils.roll.fates import Found
from pupils.roll.reading import MOST_ROWS
from pupils.roll.staff_columns import STAFF


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
    most: int = MOST_ROWS
    large: bool = False  # longer lists go to a worker (pupils.roll.large)
    asks_again: bool = False  # for the password or a code, as the page does that does it by hand
    after: tuple[str, str] = ("pupils:list", "See the pupils")  # where to go then, in words


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
    large=True,
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
CLASS_LIST = Kind(
    key="classes",
    title="Import classes",
    file="The classes, as a CSV file or an Excel workbook",
    needed="the name of the class and the year",
    route="pupils:classes-import",
    permission=Permission.ROLL_EDIT,
    fields=CLASSES,
    facts=("Year", "Lead teacher"),
    missing="Open classes that are not in this file",
    missing_words="Nothing happens to them. Close a class on its page, or write Closed: Y.",
    intro=(
        f"{SEE_FIRST}an open class is known by its name and never opened twice. An empty cell "
        "changes nothing.",
        "A lead teacher is somebody who teaches here, by their e-mail address. They see the "
        "children of the class from today; whoever led it before no longer does.",
    ),
    preview=classes.preview,
    write=classes.write,
    most=2_000,
    after=("schools:classes", "See the classes"),
)
STAFF_LIST = Kind(
    key="staff",
    title="Import staff",
    file="The staff, as a CSV file or an Excel workbook",
    needed="a name, the e-mail address at work, and for somebody new the role",
    route="pupils:staff-import",
    permission=Permission.ACCOUNT_EDIT,
    fields=STAFF,
    facts=("E-mail address", "Role"),
    missing="People who work here and are not in this file",
    missing_words="Nothing happens to them. If somebody has left, end the role on the page People.",
    intro=(
        f"{SEE_FIRST}the same person is known by their e-mail address and never invited twice.",
        "Somebody new is invited: the link goes to their address. SENCO, head, office and trust "
        "roles wait until the head agrees. Who works here already is put into the class.",
        "Leave your own new roles and classes out: a colleague gives them to you.",
    ),
    preview=staff.preview,
    write=staff.write,
    most=2_000,
    asks_again=True,
    after=("people:list", "See the people"),
)
