"""The notes of one plan as a file: the tab that is open, the newest first."""

from accounts.permissions import Permission as P
from iep.notes import listing, showing
from iep.notes.views import read_value
from iep.views import finding
from pupils.access import require_about
from schools.sheets import answer, list_file
from sendcase import moment
from sendcase.sheets import Sheet

HEADINGS = ["On", "Written by", "About", "Note", "Withdrawn"]


@list_file
def note_sheet(request, pk, kind):
    plan = finding.workable(request, pk, P.PLAN_NOTE)
    require_about(request.user, P.LIST_EXPORT, plan.pupil)
    value = read_value(request, plan)
    notes = showing.notes_of(request.user, plan)
    rows = listing.about(notes, request.GET.get("target", ""), value).order_by(*listing.NEWEST)
    return answer(
        request, kind, rows, lambda found: sheet_of(found, plan, value, request.user),
        f"/plans/{plan.pk}/notes/", "to one target",
    )  # fmt: skip


def sheet_of(notes, plan, value, user) -> Sheet:
    labels, sees = listing.labels(value), showing.oversees(user, plan.school_id)
    rows = []
    for note in notes:
        line = showing.line(note, user, sees_withdrawn=sees)
        about = labels.get(note.target_id, listing.TAKEN_OUT)
        # By whom a withdrawn note was, only those who read its words are told.
        by = line["by"] if line["text"] else ""
        rows.append([note.on, by, about, line["text"], withdrawn(line)])
    name = f"plan-notes-{plan.pk}-{moment.today().isoformat()}"
    return Sheet(name, "Notes on a plan", HEADINGS, rows)


def withdrawn(line) -> str:
    if not line["is_withdrawn"]:
        return ""
    return f"By {line['reason']}" if line["reason"] else "Yes"
