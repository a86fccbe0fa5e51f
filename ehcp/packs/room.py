"""What this room adds to the site. Called once, from ehcp.apps."""

from django.urls import reverse

from accounts.permissions import Permission as P
from ehcp.packs import building  # noqa: F401 - declares the kind of job
from ehcp.packs.models import Pack
from ehcp.packs.showing import row_of
from ehcp.parts import Part, add_part
from ehcp.reviews.steps import Step, add_step
from pupils.wording import day_text
from sendcase.moment import LONDON


def register() -> None:
    add_step(Step("pack", 28, "The papers in one PDF", review_url, review_state))
    add_part(Part("packs", 80, P.EHC_VIEW, "ehcp/packs/partials/_part.html", part))


def review_url(row) -> str:
    return reverse("ehc_packs:for_review", args=[row.pk])


def review_state(row) -> tuple[str, str]:
    ready = row.packs.filter(state=Pack.State.READY).first()
    if ready is None:
        return "plain", "Not put together"
    return "done", f"Put together {day_text(ready.built_at.astimezone(LONDON).date())}"


def part(request, pupil) -> dict:
    """On the pupil's EHC plan tab: the newest packs, and the way to the chronology."""
    packs = Pack.objects.visible_to(request.user).filter(pupil=pupil)
    found = packs.select_related("job", "document", "asked_by")[:5]
    return {"pupil": pupil, "packs": [row_of(pack) for pack in found]}
