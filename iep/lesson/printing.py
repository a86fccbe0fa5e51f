"""A lesson sheet on paper: the upper half of one page, to be folded into a planner."""

from django.template.loader import render_to_string

from sendcase.pdf import render_pdf

TEMPLATES = {"sheet": "lesson/print/sheet.html", "cover": "lesson/print/cover.html"}


def pdf(context: dict) -> bytes:
    """context: as the page has it. Raises PdfFailed."""
    return render_pdf(render_to_string(TEMPLATES[context["mode"]], context))
