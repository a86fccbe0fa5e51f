"""The released sample and a visit note on paper, for the meeting of the board."""

from django.template.loader import render_to_string

from reports.sampler import showing
from schools import wording
from sendcase import moment
from sendcase.pdf import render_pdf


def sample_pdf(sample) -> bytes:
    """school joined. Raises PdfFailed."""
    context = {
        "school": sample.school, "plans": showing.to_read(sample), "how": showing.how_drawn(sample),
        "state_words": f"Printed {wording.day(moment.today())}",
        "until": wording.day(sample.readable_until),
    }  # fmt: skip
    return render_pdf(render_to_string("reports/sampler/print/sample.html", context))


def note_pdf(note) -> bytes:
    """school, sample and written_by joined. Raises PdfFailed."""
    context = {
        "school": note.school, "note": note, "asked": showing.asked(note),
        "on": wording.day(note.visited_on), "how": showing.how_drawn(note.sample),
        "state_words": f"Printed {wording.day(moment.today())}",
    }  # fmt: skip
    return render_pdf(render_to_string("reports/sampler/print/note.html", context))
