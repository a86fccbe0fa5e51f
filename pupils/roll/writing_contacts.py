"""Writing a preview of contacts: all of it or nothing, in bulk. And the contacts of a roll."""

from accounts.permissions import Permission
from pupils.models import ChronologyEntry, Contact
from pupils.roll.fates import CHANGED, NEW, Fate
from pupils.roll.telling import record_all
from sendcase import moment

BATCH = 500
FIELDS = [
    "title", "first_name", "last_name", "relationship", "parental_responsibility", "priority",
    "address", "postcode", "phone", "email", "language", "accessible_format", "do_not_contact",
    "do_not_contact_reason",
]  # fmt: skip


def write(found, *, school, by) -> dict:
    """Make every fate true, in the caller's transaction. Returns counts."""
    told = [fate for fate in found.fates if fate.kind in (NEW, CHANGED)]
    save_contacts(told, school, [fate.pupil for fate in told])
    record_all(
        (
            ("contact.added" if fate.kind == NEW else "contact.updated", fate.contact, detail(fate))
            for fate in told
        ),
        by=by,
        school_id=school.pk,
    )
    lines = [line for fate in told for line in _story(fate, school)]
    ChronologyEntry.objects.bulk_create(lines, BATCH)
    return {**found.counts, "left": len(found.absent)}


def save_contacts(fates: list[Fate], school, pupils) -> None:
    """The contacts that change, and the new ones. pupils: those who may have some on file."""
    on_file: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(pupil__in=pupils, ended_on=None):
        on_file.setdefault(contact.pupil_id, []).append(contact)
    new, changed = [], []
    for fate in fates:
        values = {name: value for name, (_, value) in fate.contact_changes.items()}
        if fate.contact is None:
            others = on_file.setdefault(fate.pupil.pk, [])
            fate.contact = _new_contact(fate.pupil, school, values, others)
            others.append(fate.contact)
            new.append(fate.contact)
        else:
            for name, value in values.items():
                setattr(fate.contact, name, value)
            fate.contact.version += 1
            changed.append(fate.contact)
    Contact.objects.bulk_create(new, BATCH)
    Contact.objects.bulk_update(changed, [*FIELDS, "version"], BATCH)


def _new_contact(pupil, school, values, others) -> Contact:
    """Somebody at an address nobody else has is a household of their own."""
    home = (values.get("address", ""), values.get("postcode", ""))
    there = [each.household for each in others if (each.address, each.postcode) == home]
    last = max((each.household for each in others), default=0)
    return Contact(
        pupil=pupil, school=school,
        household=there[0] if there else last + 1,
        **{
            "relationship": "Carer",
            "priority": max((each.priority for each in others), default=0) + 1,
            **values,
        },
    )  # fmt: skip


def detail(fate: Fate) -> dict:
    return {name: list(pair) for name, pair in fate.contact_changes.items()}


def _story(fate: Fate, school) -> list[ChronologyEntry]:
    who, said = fate.contact.relationship, []
    if fate.kind == NEW:
        said.append(f"Contact added: {who}")
    if fate.contact_changes.get("do_not_contact", (None, None))[1]:
        said.append(f"Do not contact: {who}")
    return [
        ChronologyEntry(
            school=school, pupil=fate.pupil, on=moment.today(), summary=summary,
            needs=Permission.CONTACT_VIEW,
        )
        for summary in said
    ]  # fmt: skip
