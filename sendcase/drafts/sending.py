"""What a page with a form of sendcase.drafts.forms does with a POST."""

from django.contrib import messages
from django.shortcuts import redirect

from sendcase.drafts.services import submit_once
from sendcase.drafts.views import clash
from sendcase.edits import IllegalMove, Stale

REPEATED = "This was saved already. Nothing was done twice."
OTHER_WORDS = (
    "This form was sent before and said something else then. What it says now is not saved. "
    "Look at what is there already; to send this as well, press the button again."
)


def send(
    request, form, save, *, cancel_url, done, leads_to="", beside=(), differing=None, liken=None
):
    """Run `save` once for a valid POST. The response, or None where the form must be shown.

    save() → a record or an address; None leads to cancel_url. done: the sentence said after it.
    leads_to: the address, where it is known before (submit_once). beside: formsets that must be
    valid too; differing(current) → their rows for the page that shows both texts when somebody
    else saved in between; liken(current) → what is saved now under the names of the form's fields,
    where the record has others. A move that is not allowed becomes an error of the form.
    """
    if request.method != "POST":
        return None
    if kept := form.save_draft_if_asked(request):
        return kept
    if not all(each.is_valid() for each in (form, *beside)):
        return None

    def do():
        return save() or cancel_url

    try:
        outcome = submit_once(form, by=request.user, do=do, leads_to=leads_to)
    except Stale as stale:
        extra = differing(stale.current) if differing else ()
        current = liken(stale.current) if liken else stale.current
        return clash(request, form=form, current=current, cancel_url=cancel_url, extra=extra)
    except IllegalMove as refused:
        form.add_error(None, str(refused))
        return None
    return after(request, form, outcome, done)


def after(request, form, outcome, done):
    """Says what came of it and goes there. None where other words must be shown again."""
    if outcome.other_words:
        form.renew()
        form.add_error(None, OTHER_WORDS)
        return None
    if outcome.repeated:
        messages.info(request, REPEATED)
    else:
        messages.success(request, done)
    return redirect(outcome.url)
