"""The report of an annual review on paper, from its one plain value."""

from django.template.loader import render_to_string

from ehcp.reviews.after import contents
from letters.voice.printing import direction
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf


def pdf(value: dict, number: int, *, large=False, is_draft=False) -> bytes:
    """value: ehcp.reviews.meeting.content.of_review; number: of the version. Raises PdfFailed."""
    printed = day_text(moment.today())
    state = f"Draft, printed {printed}" if is_draft else f"Version {number}"
    context = {
        "value": value, "facts": contents.facts(value), "parts": contents.parts(value),
        "people": contents.people(value), "is_draft": is_draft, "size": "large" if large else "",
        "state_words": state, "name_dir": direction(value["pupil"]["name"]),
    }  # fmt: skip
    return render_pdf(render_to_string("ehcp/reviews/after/print/report.html", context))
