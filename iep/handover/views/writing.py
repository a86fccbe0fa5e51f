"""The class teacher writes about each child, and hands the class over."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.forms import VersionForm
from iep.handover import content, services
from iep.handover.forms import ChildForm, NoteForm
from iep.handover.views import finding
from iep.handover.views.planning import CHANGED, not_now, press
from sendcase import edits
from sendcase.drafts.sending import send
from sendcase.pdf import PdfFailed


@needs(P.HANDOVER_WRITE)
@require_http_methods(["GET", "POST"])
@reads("read")
def write(request, pk):
    note = finding.writable_note(request, pk)
    handover = note.handover
    if (no := not_now(request, handover, "write")) is not None:
        return no
    kept = {"kept_by": request.user, "kept_as": "handover", "kept_key": f"note-{note.pk}"}
    form = NoteForm(request.POST or None, instance=note, **kept)

    def save():
        services.write(
            note=note, version=form.cleaned_data["version"], by=request.user,
            works=form.cleaned_data["works"], words=form.cleaned_data["note"],
        )  # fmt: skip
        return after_saving(request, handover, note)

    cancel = note.get_absolute_url()
    if answer := send(request, form, save, cancel_url=cancel, done=f"{note.pupil.name}: saved."):
        return answer
    shared = content.last_shared([note.pupil_id]).get(note.pupil_id)
    value = content.for_reading(
        content.of_note(note, shared), note.handover.school.policy.senco_title
    )
    context = {"form": form, "note": note, "handover": handover, "value": value,
               "is_more": waiting(handover, note).exists()}  # fmt: skip
    return render(request, "handover/write.html", context)


def waiting(handover, note):
    """Notes of this handover that nobody has written yet, besides this one."""
    return handover.notes.current().filter(written_at=None).exclude(pk=note.pk)


def after_saving(request, handover, note):
    """Where "Save, then the next child" leads."""
    if "then_next" in request.POST and (following := waiting(handover, note).first()):
        return f"/handover-notes/{following.pk}/"
    return note.get_absolute_url()


@needs(P.HANDOVER_WRITE)
@require_http_methods(["GET", "POST"])
@reads("read")
def add_child(request, pk):
    handover = finding.writable(request, pk)
    if (no := not_now(request, handover, "write")) is not None:
        return no
    form = ChildForm(request.POST or None, handover=handover, user=request.user)
    if form.is_valid():
        try:
            note = services.add_child(handover=handover, by=request.user, **form.cleaned_data)
        except edits.IllegalMove as why:
            form.add_error(None, str(why))
        else:
            return redirect("handover:write", note.pk)
    return render(request, "handover/child.html", {"form": form, "handover": handover})


@needs(P.HANDOVER_WRITE)
@require_http_methods(["POST"])
def hand_over(request, pk):
    """Prints first: making the papers holds no lock."""
    handover = finding.writable(request, pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        paper = services.paper_to_hand(handover, version)
        services.hand_over(handover=handover, paper=paper, by=request.user)
    except edits.Stale:
        messages.warning(request, CHANGED)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    except PdfFailed:
        messages.warning(
            request, "The pages could not be printed. Nothing was handed over. Try again."
        )
    else:
        messages.success(request, "Handed over. It stays as it is now, and waits to be read.")
    return redirect(handover)


@needs(P.HANDOVER_OPEN)
@require_http_methods(["POST"])
def take_back(request, pk):
    handover = finding.handover_of(request, pk, P.HANDOVER_OPEN)
    return press(request, handover, services.take_back, "It can be written again.")
