"""A version of the plan on paper: what the school wrote in from the authority's own plan."""

from datetime import date

from django.template.loader import render_to_string

from ehcp.plans import content
from ehcp.plans.models import Letter
from pupils.wording import day_text
from sendcase.pdf import render_pdf


def pdf(value: dict, kind_words: str, dated_on: date) -> bytes:
    """Raises PdfFailed."""
    context = {
        "plan": value,
        "blocks": content.blocks(value, Letter.values),
        "born": content.day_of(value["pupil"]["born_on"]),
        "kind": kind_words,
        "dated": day_text(dated_on),
    }
    return render_pdf(render_to_string("ehcp/plans/print/plan.html", context))
