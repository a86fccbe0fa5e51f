"""All complaints raised for one child, with their steps and outcomes, as one tagged PDF."""

from django.template.loader import render_to_string

from pupils.complaints import showing
from pupils.complaints.models import Complaint
from pupils.wording import day_text
from sendcase import moment
from sendcase.pdf import render_pdf


def case_pdf(user, pupil) -> bytes:
    """The oldest first. Raises PdfFailed. pupil: school joined."""
    rows = Complaint.objects.in_full(user).filter(pupil=pupil).select_related(*showing.JOINED)
    rows = list(rows.order_by("made_on", "pk"))
    steps = showing.steps_of(user, rows)
    context = {
        "pupil": pupil,
        "school": pupil.school,
        "complaints": [showing.in_full(row, steps.get(row.pk, ())) for row in rows],
        "state_words": f"Printed {day_text(moment.today())}",
    }
    return render_pdf(render_to_string("complaints/print/case.html", context))
