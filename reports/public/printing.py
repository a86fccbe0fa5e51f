"""A public document on paper: tagged, with the school's logo."""

from django.template.loader import render_to_string

from reports.public import content
from sendcase.pdf import render_sheet
from sendcase.pdf.sheet import Sheet

TEMPLATE = "reports/public/print/document.html"


def pdf(value: dict, school, *, state_words: str) -> bytes:
    """state_words: stands in the foot of every page. Raises PdfFailed."""
    logo = school.logo
    context = {
        "value": content.for_reading(value), "state_words": state_words, "has_logo": bool(logo),
        "school": school,
    }  # fmt: skip
    html = render_to_string(TEMPLATE, context)
    return render_sheet(Sheet(html, images={"logo": logo} if logo else {}))
