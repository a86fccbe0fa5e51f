"""A version of the plan on paper: what the school wrote in from the authority's own plan."""

from datetime import date

from django.template.loader import render_to_string

from ehcp.plans import content
from ehcp.plans.models import Letter
from letters.voice.printing import direction
from pupils.wording import day_text
from sendcase.pdf import render_pdf


def pdf(value: dict, kind_words: str, dated_on: date) -> bytes:
    """Raises PdfFailed."""
    context = {
        "plan": value,
        "blocks": content.blocks(value, Letter.values),
        "facts": facts(value, kind_words, day_text(dated_on)),
        "name_dir": direction(value["pupil"]["name"]),
        "kind": kind_words,
        "dated": day_text(dated_on),
    }
    return render_pdf(render_to_string("ehcp/plans/print/plan.html", context))


def facts(value, kind_words, dated) -> list[tuple[str, str]]:
    found = [
        ("Which paper", f"{kind_words}, dated {dated}"),
        ("Born", content.day_of(value["pupil"]["born_on"])),
        ("Maintained by", value["local_authority"]),
        ("Their reference", value["reference"]),
    ]
    return [fact for fact in found if fact[1]]
