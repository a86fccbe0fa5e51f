"""A handover on paper: one child's page, which is frozen, and the whole class from those words."""

from django.template.loader import render_to_string

from iep.dates import words
from iep.handover import content
from sendcase.pdf import PdfFailed, render_many, render_pdf

TEMPLATE = "iep/print/handover.html"


def html(values: list[dict], handover, *, state_words: str, is_draft=False) -> str:
    """values: of iep.handover.content; state_words stands in the foot of every page."""
    title = handover.school.policy.senco_title
    context = {
        "children": [content.for_reading(value, title) for value in values],
        "handover": handover,
        "day": words(handover.takes_on),
        "receiver": handover.receiver.name if handover.receiver else "",
        "state_words": state_words,
        "is_draft": is_draft,
    }
    return render_to_string(TEMPLATE, context)


def pages_of_children(values, handover, day) -> list[bytes]:
    """One PDF for each child. Raises PdfFailed where one cannot be made."""
    state = f"Handed over {words(day)}"
    made = render_many([html([value], handover, state_words=state) for value in values])
    for each in made:
        if isinstance(each, PdfFailed):
            raise each
    return made


def class_pdf(values, handover, *, state_words, is_draft=False) -> bytes:
    return render_pdf(html(values, handover, state_words=state_words, is_draft=is_draft))
