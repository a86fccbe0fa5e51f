"""Changing the people around a pupil."""

from collections.abc import Callable

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from pupils.chronology import note
from pupils.models import Contact
from sendcase import edits, moment
from sendcase.edits import IllegalMove

# (contact): somebody may no longer be written to, or is no contact any more. In the transaction.
on_barred: list[Callable] = []


@transaction.atomic
def add_contact(*, pupil, by, **fields) -> Contact:
    """A person to contact. Raises IllegalMove for a no-contact flag without its kind and reason,
    and for letters by e-mail without an address for them.
    """
    contact = Contact(pupil=pupil, school_id=pupil.school_id, **fields)
    _check(contact)
    contact.save()
    detail = {name: [None, value] for name, value in fields.items() if value not in ("", None)}
    _tell("contact.added", contact, by, detail)
    note(pupil, f"Contact added: {contact.relationship}", needs=Permission.CONTACT_VIEW)
    return contact


@transaction.atomic
def update_contact(*, contact, version, by, **fields) -> Contact:
    """Change the fields that differ. Raises edits.Stale; IllegalMove for an ended contact."""
    row = edits.locked(Contact, contact.pk, version)
    if row.ended_on:
        raise IllegalMove("This contact has ended. Add the person again if they came back.")
    changes = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changes:
        return row
    detail = {name: [getattr(row, name), value] for name, value in changes.items()}
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    edits.save(row, **changes)
    _tell("contact.updated", row, by, detail)
    if "do_not_contact" in changes:
        _note_flag(row)
    if row.do_not_contact or not row.parental_responsibility:
        _tell_barred(row)
    return row


@transaction.atomic
def end_contact(*, contact, by, on=None) -> Contact:
    """No longer a contact from the day after `on`. The row stays: letters point at it."""
    row = edits.locked(Contact, contact.pk)
    on = on or moment.today()
    if row.ended_on:
        raise IllegalMove("This contact had already ended.")
    edits.save(row, ended_on=on)
    _tell("contact.ended", row, by, {"ended_on": [None, on]})
    note(row.pupil, f"Contact ended: {row.relationship}", needs=Permission.CONTACT_VIEW, on=on)
    _tell_barred(row)
    return row


def _tell_barred(row) -> None:
    for listener in on_barred:
        listener(row)


def _check(contact) -> None:
    if contact.do_not_contact and not (
        contact.do_not_contact_kind and contact.do_not_contact_reason
    ):
        raise IllegalMove("Say why this person must not be contacted: a court order, safety.")
    if contact.letters_by == "email" and not contact.email:
        raise IllegalMove("Letters go by e-mail: give the address, or choose post.")


def _note_flag(row) -> None:
    words = "Do not contact" if row.do_not_contact else "May be contacted again"
    note(row.pupil, f"{words}: {row.relationship}", needs=Permission.CONTACT_VIEW)


def _tell(verb, contact, by, detail) -> None:
    log.record(
        verb, target=contact, by=by, school_id=contact.school_id, pupil_id=contact.pupil_id,
        detail=detail,
    )  # fmt: skip
