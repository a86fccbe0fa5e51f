"""Writing a preview of contacts: all of it or nothing, in bulk. And the contacts of a roll."""

from collections import defaultdict

from accounts.permissions import Permission
from audit import log
from pupils.contacts import on_barred
from pupils.models import ChronologyEntry, Contact
from pupils.roll.fates import CHANGED, NEW, Fate
from sendcase import moment
from sendcase.bulk import insert_many, update_many

UNSAID = "Carer"  # what a contact is to the child where nothing says it


def write(found, *, school, by) -> dict:
    """Make every fate true, in the caller's transaction. Returns counts."""
    told = [fate for fate in found.fates if fate.kind in (NEW, CHANGED)]
    numbers = save_contacts([said(fate, fate.pupil.pk) for fate in told], school)
    log.record_many(
        (
            log.Told("contact.added" if fate.kind == NEW else "contact.updated", "pupils.contact",
                     number, log.canonical(detail(fate)), fate.pupil.pk)
            for fate, number in zip(told, numbers, strict=True)
        ),
        by=by,
        school_id=school.pk,
    )  # fmt: skip
    insert_many(
        ChronologyEntry,
        (
            {"school_id": school.pk, "pupil_id": fate.pupil.pk, "on": moment.today(),
             "summary": words, "needs": Permission.CONTACT_VIEW.value}
            for fate in told
            for words in _story(fate)
        ),
    )  # fmt: skip
    _tell_barred(told)
    return {**found.counts, "left": len(found.absent)}


def _tell_barred(told) -> None:
    """As contacts.update_contact does: a link that is out opens no more, from this moment."""
    barred = [fate.contact.pk for fate in told if fate.contact and _bars(fate.contact_changes)]
    for contact in Contact.objects.filter(pk__in=barred):
        for listener in on_barred:
            listener(contact)


def _bars(changes) -> bool:
    flagged = changes.get("do_not_contact", (None, False))[1]
    return flagged or not changes.get("parental_responsibility", (None, True))[1]


def said(fate: Fate, pupil: int) -> tuple[int, int | None, dict]:
    """(number of the pupil, of the contact on file, what is to stand there)."""
    values = {name: value for name, (_, value) in fate.contact_changes.items()}
    return pupil, fate.contact and fate.contact.pk, values


def save_contacts(told: list[tuple[int, int | None, dict]], school, added=frozenset()) -> list[int]:
    """told: as said() gives them; added: pupils so new that they have no contact on file.

    Returns the number of each one's contact.
    """
    on_file = defaultdict(list)
    asked = [pupil for pupil, known, _ in told if known is None and pupil not in added]
    for contact in Contact.objects.filter(pupil__in=asked, ended_on=None):
        home = (contact.address, contact.postcode)
        on_file[contact.pupil_id].append((home, contact.household, contact.priority))
    update_many(Contact, [(known, values) for _, known, values in told if known])
    new = [
        _new_contact(pupil, school, values, on_file[pupil])
        for pupil, known, values in told
        if known is None
    ]
    made = iter(insert_many(Contact, new))
    return [known or next(made) for _, known, _ in told]


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
