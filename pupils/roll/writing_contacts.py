"""Writing a preview of contacts: all of it or nothing, in bulk. And the contacts of a roll."""

from collections import defaultdict

from accounts.permissions import Permission
from audit import log
from pupils.models import ChronologyEntry, Contact
from pupils.roll.fates import CHANGED, NEW, Fate
from sendcase import moment
from sendcase.bulk import insert_many, update_many

UNSAID = "Carer"  # what a contact is to the child where nothing says it


def write(found, *, school, by) -> dict:
    """Make every fate true, in the caller's transaction. Returns counts."""
    told = [fate for fate in found.fates if fate.kind in (NEW, CHANGED)]
    numbers = save_contacts(told, school, [fate.number for fate in told])
    log.record_many(
        (
            log.Told("contact.added" if fate.kind == NEW else "contact.updated", "pupils.contact",
                     number, detail(fate), fate.number)
            for fate, number in zip(told, numbers, strict=True)
        ),
        by=by,
        school_id=school.pk,
    )  # fmt: skip
    insert_many(
        ChronologyEntry,
        (
            {"school_id": school.pk, "pupil_id": fate.number, "on": moment.today(),
             "summary": words, "needs": Permission.CONTACT_VIEW.value}
            for fate in told
            for words in _story(fate)
        ),
    )  # fmt: skip
    return {**found.counts, "left": len(found.absent)}


def save_contacts(fates: list[Fate], school, pupils) -> list[int]:
    """The contacts that change, and the new ones. pupils: numbers of those who may have some on
    file. Returns the number of each fate's contact.
    """
    on_file = defaultdict(list)
    for contact in Contact.objects.filter(pupil__in=pupils, ended_on=None):
        home = (contact.address, contact.postcode)
        on_file[contact.pupil_id].append((home, contact.household, contact.priority))
    new, changed = [], []
    for fate in fates:
        values = {name: value for name, (_, value) in fate.contact_changes.items()}
        if fate.contact is None:
            new.append(_new_contact(fate.number, school, values, on_file[fate.number]))
        else:
            changed.append((fate.contact.pk, values))
    update_many(Contact, changed)
    made = iter(insert_many(Contact, new))
    return [fate.contact.pk if fate.contact else next(made) for fate in fates]


def _new_contact(pupil: int, school, values, others: list) -> dict:
    """Somebody at an address nobody else has is a household of their own. others: grows by it."""
    home = (values.get("address", ""), values.get("postcode", ""))
    there = [household for place, household, _ in others if place == home]
    row = {
        "relationship": UNSAID,
        "priority": max((each for _, _, each in others), default=0) + 1,
        **values,
        "household": there[0] if there else max((each for _, each, _ in others), default=0) + 1,
        "pupil_id": pupil,
        "school_id": school.pk,
    }
    others.append((home, row["household"], row["priority"]))
    return row


def detail(fate: Fate) -> dict:
    return {name: list(pair) for name, pair in fate.contact_changes.items()}


def _story(fate: Fate) -> list[str]:
    said = fate.contact_changes.get("relationship", (None, None))[1]
    who, lines = said or (fate.contact.relationship if fate.contact else UNSAID), []
    if fate.kind == NEW:
        lines.append(f"Contact added: {who}")
    if fate.contact_changes.get("do_not_contact", (None, None))[1]:
        lines.append(f"Do not contact: {who}")
    return lines
