"""Approving, sending and cancelling a batch; one child tried again or left out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from letters.batches import services
from letters.batches.models import BatchRow
from letters.batches.views.page import batch_or_404
from letters.forms import MoveForm, ReasonForm
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

CANCEL_HINT = (
    "None of these letters is sent. They stay in the record as withdrawn, with your words."
)


def moved(request, back, move, done, **said):
    """Run a service for a button and say in a sentence what came of it."""
    try:
        move(by=request.user, **said)
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)


@needs(P.LETTER_APPROVE)
@require_POST
def approve(request, pk):
    batch = batch_or_404(request, pk)
    if not services.may_approve(request.user, batch):
        raise PermissionDenied(P.LETTER_APPROVE)
    seen = request.POST.get("seen", "")
    done = "The letters are being approved. Then they can be sent. You may leave this page."
    return moved(request, batch, services.approve, done, batch=batch, seen=seen)


@needs(P.LETTER_ISSUE)
@require_POST
def issue(request, pk):
    batch = batch_or_404(request, pk)
    require(request.user, P.LETTER_ISSUE, school_id=batch.school_id)
    form = MoveForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else 0
    done = "The letters are being sent. You may leave this page."
    return moved(request, batch, services.issue, done, batch=batch, seen=seen)


@needs(P.LETTER_ISSUE)
@require_http_methods(["GET", "POST"])
@reads()
def cancel(request, pk):
    batch = batch_or_404(request, pk)
    require(request.user, P.LETTER_ISSUE, school_id=batch.school_id)
    form = ReasonForm(
        request.POST or None,
        kept_by=request.user, kept_as="cancel-letters", kept_key=f"batch-{pk}",
    )  # fmt: skip
    form.fields["reason"].help_text = CANCEL_HINT

    def save():
        services.cancel(batch=batch, by=request.user, **form.answers)
        return batch

    back = batch.get_absolute_url()
    if answer := send(request, form, save, cancel_url=back, done="Cancelled."):
        return answer
    return render(request, "letters/batches/cancel.html", {"batch": batch, "form": form})


def row_or_404(request, pk) -> BatchRow:
    rows = BatchRow.objects.visible_to(request.user)
    return record_or_404(request, rows.select_related("school__policy", "batch", "pupil"), pk)


@needs(P.LETTER_PREPARE)
@require_POST
def try_again(request, pk):
    row = row_or_404(request, pk)
    require(request.user, P.LETTER_PREPARE, school_id=row.school_id)
    done = f"Looked at again: {row.pupil.first_name}."
    return moved(request, row.batch, services.try_again, done, row=row)


@needs(P.LETTER_ISSUE)
@require_POST
def leave_out(request, pk):
    row = row_or_404(request, pk)
    require(request.user, P.LETTER_ISSUE, school_id=row.school_id)
    done = f"Left out: {row.pupil.first_name}."
    return moved(request, row.batch, services.leave_out, done, row=row)


@needs(P.LETTER_ISSUE)
@require_POST
def go_on(request, pk):
    batch = batch_or_404(request, pk)
    require(request.user, P.LETTER_ISSUE, school_id=batch.school_id)
    return moved(request, batch, services.go_on, "The work goes on.", batch=batch)


@needs(P.LETTER_PRINT)
@require_POST
def print_again(request, pk):
    batch = batch_or_404(request, pk)
    require(request.user, P.LETTER_PRINT, school_id=batch.school_id)
    done = "The paper is being made again."
    return moved(request, batch, services.print_again, done, batch=batch)
