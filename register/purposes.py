"""The letters about a child's place: the two that tell a family that support has started (Children
and Families Act s68), and the two that follow from a review of the register.
"""

from letters.purposes import Purpose
from register import services
from register.models import RegisterEntry, ReviewRow
from register.review.services import mark_told
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


def told_of_the_end(letter) -> None:
    """The letter went out: the family has heard what the review decided."""
    row = ReviewRow.objects.filter(pk=letter.about_id, pupil=letter.pupil_id).first()
    if row is not None and letter.about_type == ReviewRow._meta.label_lower:
        mark_told(row=row, on=letter.issued_on or moment.today(), by=letter.issued_by)


STAGE_FACTS = {
    "old_stage": "SEN Support",
    "stage_name": "EHC plan",
    "from_day": "Fri 11 Dec 2026",
    "why": "More help was needed than we could give at the stage before.",
    "register_words": "The place on our SEN register stays.",
    "register_name": "SEN register",
}
UP = Purpose(
    key="stage-up",
    title="A stage with more support",
    facts=STAGE_FACTS,
    default="stage-up.md",
    on_issue=told_by_letter,
)
DOWN = Purpose(
    key="stage-down",
    title="A stage with less support",
    facts=STAGE_FACTS
    | {
        "old_stage": "EHC plan",
        "stage_name": "SEN Support",
        "why": "The aims were met, and progress has kept up since May.",
    },
    default="stage-down.md",
    on_issue=told_by_letter,
)
# One letter told of both until there were two: letters begun then are still sent by it.
CHANGED = Purpose(
    key="stage-changed",
    title="The stage of support has changed",
    facts=STAGE_FACTS,
    default="stage-changed.md",
    on_issue=told_by_letter,
    superseded=True,
)
LEFT = Purpose(
    key="left-register",
    title="Left the register, or support has ended",
    facts={
        "old_stage": "SEN Support",
        "from_day": "Fri 11 Dec 2026",
        "why": "The targets were met, and progress has kept up since May.",
        "register_words": "The place on our SEN register ends with this change.",
        "register_name": "SEN register",
    },
    default="left-register.md",
    on_issue=told_of_the_end,
)


def for_entry(entry) -> Purpose:
    """Which letter tells the family of this entry."""
    return PLACED if entry.on_register else STARTED


def title_for(entry) -> str:
    return for_entry(entry).title
