"""The fate of every row of a list of contacts, decided without writing anything.

A contact who is not in the file stays. A person who must not be contacted stays so: only somebody
who opens their page can take that away.
"""

from collections import Counter
from dataclasses import dataclass, field

from pupils.models import Contact, Pupil
from pupils.roll import cells
from pupils.roll.comparing import compare_contact, contact_name, contacts_of
from pupils.roll.contact_columns import CONTACTS
from pupils.roll.fates import CHANGED, NEW, PROBLEM, SAME, Fate, Found
from pupils.roll.whose import Whose

STAYS = (
    "Must not be contacted here. If that is over, change it on the child's People tab; if not, "
    "leave this cell empty."
)
SAY_WHY = "Say why this person must not be contacted: a court order, safety."
REASON_ALONE = "This is a reason, but “Do not contact” is not Y. Write Y, or take the reason out."
NO_ADDRESS = "Letters go by e-mail: give the e-mail address, or write post."
ALSO_THEIRS = (
    "{} has this too, and must not be contacted. If it is somebody else, add them on the child's "
    "People tab and take this row out."
)


@dataclass
class ContactsFound(Found):
    absent: list[Contact] = field(default_factory=list)  # of pupils in the file

    @property
    def missing(self) -> list[str]:
        return [f"{contact.name} ({contact.pupil.name})" for contact in self.absent]


def preview(table, school, by=None, chosen=None) -> ContactsFound:
    """Raises reading.Refused where the file is no list of contacts."""
    found = cells.read(table, CONTACTS, chosen or {}, check)
    pupils = list(Pupil.objects.filter(school=school))
    whose, on_file = Whose(pupils), contacts_of(school)
    named = Counter(_key(row, whose.find(row)) for row in found.rows)
    fates = [_fate(row, whose, on_file, named) for row in found.rows]
    return ContactsFound(
        fates=fates, unknown=found.unknown, remembered=found.remembered,
        absent=_absent(fates, on_file),
    )  # fmt: skip


def check(row) -> None:
    """What one row alone must have."""
    cells.one_name(row)
    if not row.contact.get("last_name") and "contact_last_name" not in row.raw:
        row.wrong("contact_last_name", "There is no name of a contact.")
    if not any(row.raw.get(key) for key in ("upn", "admission_number")):
        row.wrong("upn", "Give the pupil's UPN or admission number: names alone do not tell.")


def _fate(row, whose, on_file, named) -> Fate:
    pupil = whose.match(row)
    current = [c for c in on_file.get(pupil.pk, []) if c.ended_on is None] if pupil else []
    if pupil and row.contact.get("last_name"):
        _check_one(row, pupil, current, named)
        same = _same(row, current)
        _check_flag(row, same)
        _check_way(row, same)
        if not same:
            _check_reached(row, current)
    if row.problems or pupil is None:
        return Fate(row, PROBLEM, pupil)
    fate = Fate(row, SAME, pupil)
    compare_contact(fate, row.contact, on_file.get(pupil.pk, []))
    if fate.contact_changes:
        fate.kind = CHANGED if fate.contact else NEW
    return fate


def _key(row, pupil) -> tuple:
    said = row.contact
    return pupil and pupil.pk, contact_name(said.get("first_name", ""), said.get("last_name", ""))


def _same(row, current) -> list[Contact]:
    wanted = _key(row, None)[1]
    return [c for c in current if contact_name(c.first_name, c.last_name) == wanted]


def _check_one(row, pupil, current, named) -> None:
    if named[_key(row, pupil)] > 1:
        row.wrong("contact_last_name", f"Two rows speak of this contact of {pupil.name}.")
    if len(_same(row, current)) > 1:
        row.wrong(
            "contact_last_name",
            f"{pupil.name} has two contacts of this name here. End one on the People tab first.",
        )


def _check_flag(row, same) -> None:
    """An import may say that somebody must not be contacted, never that they may be again."""
    on_file, said = same[0] if same else None, row.contact
    flagged = bool(on_file and on_file.do_not_contact)
    if flagged and said.get("do_not_contact") is False:
        row.wrong("contact_do_not_contact", STAYS)
    if flagged:
        row.values.pop("contact_do_not_contact_reason", None)  # the reason here stays
        if on_file.do_not_contact_kind:
            row.values.pop("contact_do_not_contact_kind", None)
        return
    wanted, why = said.get("do_not_contact"), said.get("do_not_contact_reason")
    if wanted and not why and not (on_file and on_file.do_not_contact_reason):
        row.wrong("contact_do_not_contact_reason", SAY_WHY)
    unread = "contact_do_not_contact" in row.raw and wanted is None  # a problem already
    if why and not wanted and not unread:
        row.wrong("contact_do_not_contact_reason", REASON_ALONE)
    if said.get("do_not_contact_kind") and not wanted and not unread:
        row.wrong("contact_do_not_contact_kind", REASON_ALONE)


def _check_way(row, same) -> None:
    """By e-mail only with an address, said here or on file."""
    said = row.contact
    if said.get("letters_by") == "email" and not (
        said.get("email") or (same and same[0].email) or row.raw.get("contact_email")
    ):
        row.wrong("contact_letters_by", NO_ADDRESS)


def _check_reached(row, current) -> None:
    """Somebody new by name, reached where a person who must not be contacted is: the same one?"""
    said = row.contact
    for contact in current if not said.get("do_not_contact") else ():
        for key in ("email", "phone"):
            one, other = _bare(said.get(key, "")), _bare(getattr(contact, key))
            if contact.do_not_contact and one and one == other:
                row.wrong(f"contact_{key}", ALSO_THEIRS.format(contact.name))


def _bare(text) -> str:
    return "".join(text.casefold().split())


def _absent(fates, on_file) -> list[Contact]:
    """Current contacts of the pupils in the file whom no row speaks of."""
    pupils = {fate.pupil.pk: fate.pupil for fate in fates if fate.pupil}
    spoken = {_key(fate.row, fate.pupil) for fate in fates if fate.pupil}
    found = []
    for pk, pupil in pupils.items():
        for contact in on_file.get(pk, []):
            key = (pk, contact_name(contact.first_name, contact.last_name))
            if contact.ended_on is None and key not in spoken:
                contact.pupil = pupil
                found.append(contact)
    return found
