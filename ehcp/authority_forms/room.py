"""What this room adds to the site. Called once, from ehcp.apps."""

from django.urls import reverse

from accounts.permissions import Permission as P
from ehcp.reviews.models import AnnualReview
from ehcp.reviews.steps import Step, add_step
from ehcp.tabs import add_tab
from pupils.wording import day_text
from sendcase.moment import LONDON

HELD = ("held", "reported", "decided", "finished", "closed")


def register() -> None:
    add_tab("ehc/forms", "Forms", P.EHC_VIEW)
    add_step(Step("form", 63, "The authority’s own form", url, state))


def url(row) -> str:
    called_off = row.state == AnnualReview.State.CALLED_OFF
    return "" if called_off else reverse("ehc_forms:fill", args=[row.pk])


def state(row) -> tuple[str, str]:
    filled = row.filled_forms.first()
    if filled is None:
        return "plain", "Not filled" if row.state in HELD else "Not yet"
    return "done", f"Filled {day_text(filled.created_at.astimezone(LONDON).date())}"
