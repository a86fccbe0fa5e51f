"""The plan on paper: the school's layout, filled from one content value. UPN is never printed."""

from django.template.loader import render_to_string

from iep import content
from iep.dates import words
from sendcase import moment
from sendcase.pdf import render_pdf

LAYOUTS = {
    "area": "iep/print/area.html",
    "learning": "iep/print/learning.html",
}
PLAIN = "iep/print/plain.html"
LARGE = "iep/print/large.html"  # every layout
SIZES = ("normal", "large")


def html(value: dict, *, state_words, is_draft=False, outcomes=None, size="normal") -> str:
    """The whole page. state_words stands in the foot: "Version 2, shared Sun 22 Nov 2026"."""
    template = LARGE if size == "large" else LAYOUTS.get(value["layout"], PLAIN)
    shown = content.for_reading(value, outcomes)
    context = {"plan": shown, "state_words": state_words, "is_draft": is_draft}
    return render_to_string(template, context)


def draft_pdf(plan, outcomes=None, size="normal") -> bytes:
    """The live rows as they would print today. Raises PdfFailed."""
    if outcomes:
        state, is_draft = f"Reviewed, printed {words(moment.today())}", False
    else:
        state, is_draft = f"Draft, not shared. Printed {words(moment.today())}", True
    about = {"state_words": state, "is_draft": is_draft, "outcomes": outcomes, "size": size}
    return render_pdf(html(content.of_plan(plan), **about))


def shared_pdf(value: dict, number: int, corrects: int | None = None) -> bytes:
    """The paper that goes home. corrects: the version it puts right. Raises PdfFailed."""
    said = version_words(number, corrects)
    return render_pdf(html(value, state_words=f"{said}, shared {words(moment.today())}"))


def large_pdf(version) -> bytes:
    """What was shared, from what is kept of it, in large print. Raises PdfFailed."""
    corrects = version.corrects.number if version.corrects else None
    said = f"{version_words(version.number, corrects)}, shared {day_of(version)}"
    later = getattr(version, "corrected_by", None)
    said += f". Corrected by version {later.number}" if later else ""
    value = content.of_version(version)
    return render_pdf(html(value, state_words=f"{said}. In large print", size="large"))


def version_words(number: int, corrects: int | None) -> str:
    return f"Version {number}" + (f", corrects version {corrects}" if corrects else "")


def day_of(version) -> str:
    """The day it was shared, in words."""
    return words(version.made_at.astimezone(moment.LONDON))
