"""What the pages of case trails show."""

from pupils.wording import counted, day_text
from reports.trail import services
from reports.trail.models import CaseTrail
from sendcase.jobs import services as jobs
from sendcase.jobs.models import JobRow
from sendcase.moment import LONDON

State = CaseTrail.State
KINDS = {State.READY: "done", State.WAITING: "soon", State.FAILED: "late", State.STOPPED: "plain",
         State.THROWN: "plain"}  # fmt: skip
OUR_FAULT = "This went wrong on our side. It was noted; you can ask for it again."


def state_of(trail) -> str:
    """Also of one whose job ended without its last row."""
    if trail.state == State.WAITING and not services.is_at_work(trail):
        return State.FAILED
    return trail.state


def row_of(trail) -> dict:
    """For a list. trail: job and asked_by joined, `children` counted."""
    state = state_of(trail)
    return {
        "url": trail.get_absolute_url(), "by": trail.asked_by.name,
        "on": day_text(trail.created_at.astimezone(LONDON).date()), "kind": KINDS[state],
        "state": State(state).label, "children": trail.children,
        "how": how(trail), "pages": counted(trail.pages, "page") if trail.pages else "",
    }  # fmt: skip


def how(trail) -> str:
    if trail.seed is None:
        return "Picked one by one"
    return f"Spread over stages, needs and years; drawn by the number {trail.seed}"


def page(trail) -> dict:
    state = state_of(trail)
    rows = trail.pupils.select_related("pupil__class_group")
    return {
        "trail": trail, "state": state, "kind": KINDS[state], "label": State(state).label,
        "how": how(trail), "pages": counted(trail.pages, "page"),
        "on": day_text(trail.created_at.astimezone(LONDON).date()),
        "rows": [child(row) for row in rows],
        "why": why(trail) if state == State.FAILED else "", **going_on(trail),
    }  # fmt: skip


def child(row) -> dict:
    pupil = row.pupil
    return {
        "position": row.position, "name": pupil.name, "url": pupil.get_absolute_url(),
        "class": pupil.class_group.name if pupil.class_group else "",
        "first": row.first, "pages": counted(row.pages, "page") if row.pages else "",
        "is_made": bool(row.file), "why_not": row.why_not,
    }  # fmt: skip


def going_on(trail) -> dict:
    """How far the work is: `progress` is None where none goes on."""
    at_work = services.is_at_work(trail)
    return {"trail": trail, "progress": jobs.progress(trail.job) if at_work else None}


def why(trail) -> str:
    """What the last row said."""
    failed = trail.job.rows.filter(state=JobRow.State.FAILED).last() if trail.job else None
    return failed.error if failed else OUR_FAULT
