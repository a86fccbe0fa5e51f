"""The tab of a pupil: complaints, and what became of them. For SENCO and head alone."""

from accounts.permissions import Permission as P
from pupils.access import may_about
from pupils.complaints import showing
from pupils.complaints.models import Complaint
from pupils.complaints.triggers import COMPLAINT, STEP
from pupils.panels import Panel, Summary, add_panel, add_summary
from pupils.wording import day_text
from sendcase.frozen.triggers import guard


def context(request, pupil) -> dict:
    rows = Complaint.objects.in_full(request.user).filter(pupil=pupil)
    rows = rows.select_related(*showing.JOINED)[: showing.MOST]
    return {
        "pupil": pupil,
        "complaints": [showing.line(row) for row in rows],
        "may_record": may_about(request.user, P.COMPLAINT_EDIT, pupil),
    }


def lines(user, pupil) -> list[dict]:
    """The open ones, on the Now tab."""
    rows = Complaint.objects.in_full(user).filter(pupil=pupil).open()
    return [
        {
            "text": "A complaint is open",
            "url": row.get_absolute_url(),
            "when": f"made {day_text(row.made_on)}",
            "state": "soon",
        }
        for row in rows.only("made_on")[:5]
    ]


def register() -> None:
    template = "complaints/partials/_panel.html"
    add_panel(Panel("complaints", "Complaints", 94, P.COMPLAINT_VIEW, template, context))
    add_summary(Summary("complaints", 94, P.COMPLAINT_VIEW, lines))
    guard("pupils.Complaint", COMPLAINT)
    guard("pupils.ComplaintStep", STEP)
