"""All that a family said about one child, with our answers, as one tagged PDF."""

from django.template.loader import render_to_string

from letters.voice import showing
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf


def case_pdf(user, pupil) -> bytes:
    """The oldest first; nothing that was withdrawn. Raises PdfFailed. pupil: school joined."""
    rows = showing.of_pupil(user, pupil).standing().order_by("said_on", "pk")
    context = {
        "pupil": pupil,
        "school": pupil.school,
        "words": [showing.line(word) for word in rows],
        "state_words": f"Printed {day_text(moment.today())}",
    }
    return render_pdf(render_to_string("voice/print/case.html", context))
