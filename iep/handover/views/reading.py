"""The next teacher reads, asks and is answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.handover import services
from iep.handover.forms import AnswerForm, AskForm
from iep.handover.models import HandoverNote
from iep.handover.views import finding
from sendcase import edits
from sendcase.drafts.sending import send


@needs(P.HANDOVER_READ)
@require_http_methods(["POST"])
def read_one(request, pk):
    note = finding.read_note(request, pk)
    try:
        services.read_one(note=note, by=request.user)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    return redirect(note)


@needs(P.HANDOVER_READ)
@require_http_methods(["POST"])
def read_all(request, pk):
    handover = finding.handover_of(request, pk, P.HANDOVER_LIST)
    if handover.receiver_id != request.user.pk:
        raise PermissionDenied(P.HANDOVER_READ)
    mine = HandoverNote.objects.visible_to(request.user).current().filter(handover=handover)
    try:
        services.read_all(handover=handover, notes=list(mine.values_list("pk", flat=True)),
                          by=request.user)  # fmt: skip
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Thank you. Noted as read.")
    return redirect(handover)


@needs(P.HANDOVER_READ)
@require_http_methods(["GET", "POST"])
@reads("read")
def ask(request, pk):
    note = finding.read_note(request, pk)
    if note.asked_at is not None:
        messages.info(request, f"You have asked about {note.pupil.first_name} already.")
        return redirect(note)
    kept = {"kept_by": request.user, "kept_as": "handover-ask", "kept_key": f"note-{note.pk}"}
    form = AskForm(request.POST or None, **kept)

    def save():
        return services.ask(note=note, by=request.user, **form.answers)

    url = note.get_absolute_url()
    if answer := send(request, form, save, cancel_url=url, leads_to=url, done="Asked."):
        return answer
    context = {"form": form, "note": note, "handover": note.handover}
    return render(request, "handover/ask.html", context)


@needs(P.HANDOVER_WRITE)
@require_http_methods(["GET", "POST"])
@reads("read")
def answer(request, pk):
    note = finding.writable_note(request, pk)
    if note.asked_at is None or note.answered_at is not None:
        messages.info(request, "There is no question that waits for an answer.")
        return redirect(note)
    kept = {"kept_by": request.user, "kept_as": "handover-answer", "kept_key": f"note-{note.pk}"}
    form = AnswerForm(request.POST or None, instance=note, **kept)

    def save():
        version = form.cleaned_data["version"]
        return services.answer(note=note, version=version, by=request.user, **form.answers)

    url = note.get_absolute_url()
    if sent := send(request, form, save, cancel_url=url, leads_to=url, done="Answered."):
        return sent
    context = {"form": form, "note": note, "handover": note.handover}
    return render(request, "handover/answer.html", context)
