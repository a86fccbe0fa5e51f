"""A governor's visit note: writing it, reading it, answering its questions, and its paper."""

from types import SimpleNamespace

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from reports.sampler import notes, printing, showing
from reports.sampler.forms import AnswersForm, NoteForm
from reports.sampler.models import VisitNote
from reports.sampler.views import open_or_404, paper
from schools.access import record_or_404
from sendcase.drafts.sending import send


@needs(P.SAMPLE_NOTE)
@require_http_methods(["GET", "POST"])
def write(request, pk):
    sample = open_or_404(request, pk)
    require(request.user, P.SAMPLE_NOTE, school_id=sample.school_id)
    kept = {"kept_by": request.user, "kept_as": "visit-note", "kept_key": f"sample-{pk}"}
    form = NoteForm(request.POST or None, **kept)

    def save():
        said = form.cleaned_data
        return notes.write(
            sample=sample, visited_on=said["visited_on"], seen=said["seen"], by=request.user,
            questions=form.questions, is_sure=said["is_sure"],
        ).get_absolute_url()  # fmt: skip

    back = reverse("sampler:read", args=[pk])
    done = "Your note is saved. The SENCO and the head read it."
    if answered := send(request, form, save, cancel_url=back, done=done):
        return answered
    return render(
        request, "reports/sampler/write.html", {"form": form, "sample": sample, "back": back}
    )


def note_or_404(request, pk, permission=P.SAMPLE_READ):
    rows = VisitNote.objects.visible_to(request.user)
    row = record_or_404(request, rows.select_related("school", "sample", "written_by"), pk)
    require(request.user, permission, school_id=row.school_id)
    return row


@needs(P.SAMPLE_READ)
@require_GET
@reads()
def note(request, pk):
    row = note_or_404(request, pk)
    asked = showing.asked(row)
    context = {
        "note": row, "shown": showing.note_row(row), "asked": asked,
        "how": showing.how_drawn(row.sample),
        "may_answer": bool(asked) and may(request.user, P.SAMPLE_DRAW, row.school_id),
    }  # fmt: skip
    return render(request, "reports/sampler/note.html", context)


@needs(P.SAMPLE_DRAW)
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    row = note_or_404(request, pk, P.SAMPLE_DRAW)
    kept = {"kept_by": request.user, "kept_as": "visit-answer", "kept_key": f"note-{pk}"}
    form = AnswersForm(request.POST or None, note=row, questions=list(row.questions.all()), **kept)

    def save():
        said = form.cleaned_data
        notes.answer(
            note=row, answers=form.said, by=request.user, version=said["version"],
            is_sure=said["is_sure"],
        )  # fmt: skip

    back = row.get_absolute_url()
    done = "Saved. The governors read the answers."
    if answered := send(request, form, save, cancel_url=back, done=done, liken=_as_form):
        return answered
    return render(request, "reports/sampler/answer.html", {"form": form, "note": row, "back": back})


def _as_form(current):
    """What is saved now, under the names of the form's fields."""
    said = {f"answer_{row.pk}": row.answer for row in current.questions.all()}
    return SimpleNamespace(version=current.version, is_sure=False, **said)


@needs(P.SAMPLE_READ)
@require_GET
@reads("printed")
def printed(request, pk):
    row = note_or_404(request, pk)
    return paper(request, printing.note_pdf, row, f"visit-note-{pk}", row.get_absolute_url())
