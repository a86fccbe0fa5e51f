"""Another name for a saved question, and its end: the same for every list that keeps some."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from pupils.saved import services
from sendcase.drafts.sending import send


def rename_page(request, row, form, *, back: str, template: str):
    """form: a CalledForm of the row; back: the list that the question answers."""

    def save():
        version = form.cleaned_data["version"]
        services.rename(saved=row, version=version, by=request.user, **form.answers)

    if answer := send(request, form, save, cancel_url=back, done="Saved."):
        return answer
    return render(request, template, {"form": form, "saved": row, "cancel_url": back})


def deleted(request, row, *, back: str, untouched: str):
    """untouched: what the question was about, and is still there. 404 where it is gone already."""
    try:
        services.delete(saved=row, by=request.user)
    except type(row).DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, f"“{row.name}” is deleted. {untouched}")
    return redirect(back)
