"""The two letters that tell a family that support has started (Children and Families Act s68)."""

from letters.purposes import Purpose
from register import services
from register.models import RegisterEntry
from sendcase import moment

FACTS = {
    "plan_name": "Individual Education Plan",
    "number_of_targets": "three targets",
    "plan_lead": "Ms R. Osei",
    "review_date": "Fri 15 Jan 2027",
    "noticed": "Reading longer words is hard, and writing takes a long time.",
    "when_to_talk": "at Parent Consultation evenings in October and March",
    "stage_name": "SEN Support",
    "register_name": "SEN register",
}


def told_by_letter(letter) -> None:
    """The letter went out: the family has been told of the entry it speaks of."""
    entries = RegisterEntry.objects.filter(pupil=letter.pupil_id)
    about = letter.about_type == RegisterEntry._meta.label_lower
    entry = (entries.filter(pk=letter.about_id) if about else entries.open()).first()
    if entry is not None:
        services.mark_family_told(
            entry=entry, on=letter.issued_on or moment.today(), by=letter.issued_by
        )


PLACED = Purpose(
    key="placed-on-register",
    title="Placed on the register",
    facts=FACTS,
    default="placed-on-register.md",
    on_issue=told_by_letter,
)
STARTED = Purpose(
    key="support-started",
    title="Support has started",
    facts=FACTS,
    default="support-started.md",
    on_issue=told_by_letter,
)


def for_entry(entry) -> Purpose:
    """Which letter tells the family of this entry."""
    return PLACED if entry.on_register else STARTED


def title_for(entry) -> str:
    return for_entry(entry).title
