"""The note on a session, who covers it, another day for it, and one more."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.sessions import services
from provision.sessions.forms import CoverForm, ExtraForm, MoveForm, NoteForm
from provision.sessions.views import finding
from pupils.wording import day_text
from sendcase.drafts.sending import send


@needs(P.SESSION_LOG)
@require_http_methods(["GET", "POST"])
@reads("read")
def note(request, pk):
    row = finding.own_session(request, pk)
    form = NoteForm(request.POST or None, kept_by=request.user, kept_as="session-note", session=row)

    def save():
        return services.note(session=row, by=request.user, **of_version(form))

    return changed(request, form, row, save, "A note on", "Save the note", "The note is saved.")


@needs(P.PROVISION_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def cover(request, pk):
    row = finding.session(request, pk)
    require(request.user, P.PROVISION_EDIT, school_id=row.school_id)
    form = CoverForm(request.POST or None, kept_by=request.user, kept_as="cover", session=row)

    def save():
        return services.cover(session=row, by=request.user, **of_version(form))

    return changed(
        request, form, row, save, "Cover for", "Save who covers", "It is noted who covers it."
    )


@needs(P.SESSION_LOG)
@require_http_methods(["GET", "POST"])
@reads("read")
def move(request, pk):
    row = finding.own_session(request, pk)
    form = MoveForm(request.POST or None, kept_by=request.user, kept_as="move-session", session=row)

    def save():
        moved = services.move(session=row, by=request.user, **of_version(form))
        return finding.page_or_list(request.user, moved)

    return changed(request, form, row, save, "Another day for", "Move it", "The session is moved.")


@needs(P.SESSION_LOG)
@require_http_methods(["GET", "POST"])
@reads("read")
def extra(request, pk):
    """One outside the timetable, by whoever gives it or the SENCO."""
    row = finding.intervention(request, pk)
    require(request.user, P.SESSION_LOG, school_id=row.school_id)
    if not finding.runs(request.user, row):
        raise PermissionDenied(P.SESSION_LOG)
    form = ExtraForm(
        request.POST or None, kept_by=request.user, kept_as="extra-session", intervention=row
    )

    def save():
        return services.extra(intervention=row, by=request.user, **form.answers)

    back = f"/interventions/{row.pk}/sessions/"
    if sent := send(request, form, save, cancel_url=back, done="The session is added."):
        return sent
    context = {
        "form": form, "intervention": row, "cancel_url": back, "submit": "Add the session",
        "before": "One more session of",
    }  # fmt: skip
    return render(request, "sessions/form.html", context)


def of_version(form) -> dict:
    return form.answers | {"version": form.cleaned_data["version"]}


def changed(request, form, row, save, before, submit, done):
    """before, submit: words of the heading and of the button."""
    back = row.get_absolute_url()
    if sent := send(request, form, save, cancel_url=back, done=done):
        return sent
    context = {
        "form": form, "intervention": row.intervention, "session": row, "cancel_url": back,
        "submit": submit, "before": before, "day": day_text(row.on),
    }  # fmt: skip
    return render(request, "sessions/form.html", context)
