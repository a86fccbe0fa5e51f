"""A complaint as pages and papers show it. Strings only."""

from pupils.complaints.models import Complaint, ComplaintStep
from pupils.wording import day_text
from sendcase import moment

JOINED = ("asked_of", "answered_by", "recorded_by")
WAYS = {Complaint.Way.INFORMAL: "Informal", Complaint.Way.FORMAL: "Formal"}
MOST = 100  # on a child's tab


def line(complaint) -> dict:
    """What whoever may open it reads of it. complaint: with JOINED."""
    kind, state = state_of(complaint)
    return {
        "pk": complaint.pk,
        "url": complaint.get_absolute_url(),
        "about": complaint.about,
        "who": f"{complaint.made_by}, {day_text(complaint.made_on)}",
        "way": WAYS[complaint.way],
        "state_kind": kind,
        "state": state,
        "asked": asked_line(complaint),
        "asked_words": complaint.asked_words,
        "answer": complaint.answer,
        "answered": signed(complaint.answered_by, complaint.answered_on)
        if complaint.answered_on
        else "",
    }


def in_full(complaint, steps=()) -> dict:
    """For SENCO and head: the steps and the outcome as well."""
    return {
        **line(complaint),
        "recorded": signed(complaint.recorded_by, complaint.created_at),
        "outcome": complaint.outcome,
        "closed": day_text(complaint.closed_on) if complaint.closed_on else "",
        "steps": [step_line(step) for step in steps],
    }


def step_line(step) -> dict:
    """As components/_timeline.html takes it. step: with recorded_by."""
    reopened = step.kind == ComplaintStep.Kind.REOPENED
    before = f"Outcome until then (closed {day_text(step.was_closed_on)}): " if reopened else ""
    label = before or "What came of it: "
    return {
        "on_text": day_text(step.on),
        "by": step.recorded_by.name,
        "title": step.get_kind_display(),
        "detail": step.words + (f"\n{label}{step.outcome}" if step.outcome else ""),
    }


def steps_of(user, complaints) -> dict[int, list]:
    """Number of a complaint → its steps, the oldest first. One query, however many."""
    rows = ComplaintStep.objects.visible_to(user).filter(complaint__in=complaints)
    found: dict[int, list] = {}
    for step in rows.select_related("recorded_by").order_by("on", "pk"):
        found.setdefault(step.complaint_id, []).append(step)
    return found


def asked_line(complaint) -> str:
    if complaint.asked_of_id is None:
        return ""
    return (
        f"{complaint.asked_of.name}, on {day_text(complaint.asked_on)}, "
        f"to answer by {day_text(complaint.answer_due_on)}"
    )


def signed(person, on) -> str:
    return f"{person.name}, {day_text(on)}"


def state_of(complaint) -> tuple[str, str]:
    """(kind, words) for components/_status.html."""
    if complaint.closed_on:
        return "done", f"Closed {day_text(complaint.closed_on)}"
    if complaint.is_awaited:
        late = complaint.answer_due_on < moment.today()
        return ("late" if late else "soon"), f"Open: {complaint.asked_of.name} is asked"
    return "soon", "Open"
