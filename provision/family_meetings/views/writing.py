"""What was said and agreed, on one page; a note added to it; an action done."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.family_meetings import services, showing, states
from provision.family_meetings.forms import DoneForm, NoteForm, RecordForm
from provision.family_meetings.models import MeetingAction
from provision.family_meetings.services.acting import may_do
from provision.family_meetings.views.finding import kept, meeting_or_404
from pupils.wording import day_text
from schools.access import record_or_404
from sendcase import edits
from sendcase.drafts.sending import send


@needs(P.PARENT_MEETING_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def record(request, pk):
    row = meeting_or_404(request, pk, P.PARENT_MEETING_EDIT)
    if request.method == "GET" and not states.can(row, "record"):
        return redirect(row)
    form = RecordForm(request.POST or None, meeting=row, **kept(request, "record", pk))

    def save():
        try:
            services.record(meeting=row, by=request.user, **form.said)
        except edits.Stale as stale:
            raise edits.Stale(form.liken(stale.current)) from stale

    back = row.get_absolute_url()
    done = "Saved. Print it for the family to take home."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {
        "meeting": row, "pupil": row.pupil, "form": form, "back": back,
        "when": showing.when(row), "answer": showing.answered(request.user, row),
    }  # fmt: skip
    return render(request, "parent_meetings/record.html", context)


@needs(P.PARENT_MEETING_NOTE)
@require_http_methods(["GET", "POST"])
@reads()
def note(request, pk):
    row = meeting_or_404(request, pk, P.PARENT_MEETING_NOTE)
    form = NoteForm(request.POST or None, **kept(request, "note", pk))
    back = row.get_absolute_url()

    def save():
        services.add_note(meeting=row, by=request.user, **form.answers)

    if answer := send(request, form, save, cancel_url=back, done="Your note is added."):
        return answer
    context = {"meeting": row, "pupil": row.pupil, "form": form, "heading": "Add a note",
               "back": back, "submit": "Add the note", "when": showing.when(row)}  # fmt: skip
    return render(request, "parent_meetings/form.html", context)


@needs(P.PARENT_MEETING_NOTE)
@require_http_methods(["GET", "POST"])
@reads()
def action(request, pk):
    """One thing that was agreed: seen by those who read the meeting, done by who may."""
    rows = MeetingAction.objects.visible_to(request.user)
    joined = ("school__policy", "pupil__class_group", "meeting", "done_by")
    row = record_or_404(request, rows.select_related(*joined), pk)
    if not may_do(row, request.user):
        raise PermissionDenied(P.PARENT_MEETING_EDIT)
    if row.done_on is not None and request.method == "GET":
        return redirect(row.meeting)
    form = DoneForm(request.POST or None, meeting=row, **kept(request, "action", pk))
    back = row.meeting.get_absolute_url()

    def save():
        services.done(action=row, by=request.user, **form.given)

    if answer := send(request, form, save, cancel_url=back, done="Done."):
        return answer
    context = {"meeting": row.meeting, "pupil": row.pupil, "form": form, "back": back,
               "shown": showing.action(row), "when": day_text(row.meeting.held_on)}  # fmt: skip
    return render(request, "parent_meetings/action.html", context)
