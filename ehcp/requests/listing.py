"""Requests of a school: filters, rows, files."""

from django.db.models import Q

from ehcp.requests.models import AssessmentRequest
from pupils.wording import day_text
from schools.sheets import named
from sendcase.sheets import Sheet

SHOW = {
    "open": "Open", "authority": "With the authority", "no": "The authority said no",
    "all": "All",
}  # fmt: skip
HEADINGS = ["Child", "Class", "What", "Asked by", "Authority", "State", "Received"]
KEYS = ("pupil", "class", "what", "asked_by", "authority", "state", "received")


def narrow(rows, show):
    """An unknown filter shows the open ones."""
    wanted = {
        "authority": Q(state__in=["sent", "assessing", "draft"]),
        "no": Q(state__in=["refused", "no_plan"]),
        "all": Q(),
    }.get(show, Q(state__in=AssessmentRequest.OPEN))
    return rows.filter(wanted)


def joined(rows):
    return rows.select_related("pupil__class_group", "school")


def row_of(row) -> dict:
    """Words only."""
    group = row.pupil.class_group
    return {
        "url": row.get_absolute_url(), "pupil": row.pupil.name,
        "class": group.name if group else "",
        "what": "New assessment" if row.is_reassessment else "Assessment",
        "asked_by": row.get_asked_by_display(), "authority": row.local_authority,
        "state": row.get_state_display(), "received": day_text(row.received_on),
    }  # fmt: skip


def sheet_of(found, school) -> Sheet:
    rows = [[row[key] for key in KEYS] for row in map(row_of, found)]
    name = named(school, "ehc-requests")
    return Sheet(name, "EHC requests", HEADINGS, rows)
