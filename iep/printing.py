"""The plan on paper: the school's layout, filled from one content value. UPN is never printed."""

from django.template.loader import render_to_string

from iep import content
from iep.dates import words
from sendcase import moment
from sendcase.pdf import render_pdf

LAYOUTS = {"area": "iep/print/area.html", "learning": "iep/print/learning.html"}
PLAIN = "iep/print/plain.html"


def html(value: dict, *, state_words: str, is_draft: bool = False, outcomes=None) -> str:
    """The whole page. state_words stands in the foot: "Version 2, shared Sun 22 Nov 2026"."""
    template = LAYOUTS.get(value["layout"], PLAIN)
    shown = content.for_reading(value, outcomes)
    context = {"plan": shown, "state_words": state_words, "is_draft": is_draft}
    return render_to_string(template, context)


def draft_pdf(plan, outcomes=None) -> bytes:
    """The live rows as they would print today. Raises PdfFailed."""
    if outcomes:
        state, is_draft = f"Reviewed, printed {words(moment.today())}", False
    else:
        state, is_draft = f"Draft, not shared. Printed {words(moment.today())}", True
    page = html(content.of_plan(plan), state_words=state, is_draft=is_draft, outcomes=outcomes)
    return render_pdf(page)


def shared_pdf(value: dict, number: int) -> bytes:
    """The paper that goes home. Raises PdfFailed."""
    return render_pdf(html(value, state_words=f"Version {number}, shared {words(moment.today())}"))
