"""What a referral must say before it can be sent. One list for the form and for the service."""

from referrals.models import Referral

EITHER_PARENT = (
    "Say what the parent or carer said, or write below why nobody has spoken to them yet."
)
EITHER_PUPIL = "Say what the pupil said, or write below why nobody has asked them yet."
REQUIRED = {
    "concern": "Choose SEND or pastoral.",
    "raised_on": "Give the date.",
    "reasons": "Say what worries you, with an example from the classroom.",
    "interventions": "List what you have tried. If nothing yet, say so.",
}


def missing(values) -> dict[str, str]:
    """Field → what to do about it. `values`: what the form holds, or `as_values(referral)`."""
    found = {field: words for field, words in REQUIRED.items() if not values.get(field)}
    if values.get("concern") == Referral.Concern.SEND and not values.get("areas"):
        found["areas"] = "Tick the main area of need. More than one may be right."
    if not values.get("parent_said") and not values.get("parent_not_asked_why"):
        found["parent_said"] = EITHER_PARENT
    if not values.get("pupil_said") and not values.get("pupil_not_asked_why"):
        found["pupil_said"] = EITHER_PUPIL
    if needs_a_name(values):
        found["raised_by_name"] = "Say who asked, so that they can be told what was decided."
    return found


def needs_a_name(values) -> bool:
    """A parent or another setting asked, and nothing says which."""
    named = values.get("raised_by_contact") or values.get("raised_by_name")
    return values.get("source") in {"parent", "previous"} and not named


def as_values(referral) -> dict:
    """A saved referral as the form would hold it."""
    fields = [*REQUIRED, "source", "raised_by_contact", "raised_by_name", "parent_said",
              "parent_not_asked_why", "pupil_said", "pupil_not_asked_why"]  # fmt: skip
    return {field: getattr(referral, field) for field in fields} | {
        "areas": list(referral.areas.all())
    }
