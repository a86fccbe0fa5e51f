"""What every form of this room does with a POST."""

from django.contrib import messages
from django.shortcuts import redirect

from sendcase.drafts.services import submit_once
from sendcase.drafts.views import clash
from sendcase.edits import IllegalMove, Stale


def send(request, form, save, *, cancel_url, done):
    """Run `save` once for a valid POST. The response, or None where the form must be shown.

    save() → a record or an address; done: the sentence said after it. A save by somebody else
    in between shows both texts; a move that is not allowed becomes an error of the form.
    """
    if request.method != "POST":
        return None
    if kept := form.save_draft_if_asked(request):
        return kept
    if not form.is_valid():
        return None
    try:
        outcome = submit_once(form, by=request.user, do=save)
    except Stale as stale:
        return clash(request, form=form, current=stale.current, cancel_url=cancel_url)
    except IllegalMove as refused:
        form.add_error(None, str(refused))
        return None
    if outcome.repeated:
        messages.info(request, "This was saved already. Nothing was done twice.")
    else:
        messages.success(request, done)
    return redirect(outcome.url)
