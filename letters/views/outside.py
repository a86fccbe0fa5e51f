"""A letter about one child to somebody outside: to whom, what it says, and what lets it go."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from letters import outside
from letters.batches.preparing import letters_of_one
from letters.outside_form import OutsideForm
from letters.purposes import purposes
from letters.services import CannotPrepare
from pupils.access import pupil_or_404
from pupils.leaving import has_gone
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove


def purpose_or_404(key):
    purpose = purposes.get(key)
    if purpose is None or not (purpose.outside and purpose.by_hand):
        raise Http404
    return purpose


@needs(P.LETTER_OUTSIDE)
@require_http_methods(["GET", "POST"])
@reads()
def write(request, pk, purpose):
    pupil = pupil_or_404(request, pk, P.LETTER_OUTSIDE)
    purpose = purpose_or_404(purpose)
    back = pupil.get_absolute_url()
    if has_gone(pupil.left_on):
        messages.info(request, f"{pupil.first_name} has left the school.")
        return redirect(back)
    form = OutsideForm(
        request.POST or None, purpose=purpose, pupil=pupil, consents=outside.consents(pupil),
        kept_by=request.user, kept_as="letter-outside", kept_key=f"pupil-{pk}-{purpose.key}",
    )  # fmt: skip

    def save():
        try:
            [letter] = letters_of_one(pupil, purpose, form.facts, request.user, other=form.other)
        except CannotPrepare as why:
            raise IllegalMove(str(why)) from why
        return letter

    done = "The letter is prepared. Read it, then it is approved and sent."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    ask = f"/{pupil.school.slug}/letters/write/agency-consent/prepare/?pupils={pk}"
    context = {"pupil": pupil, "purpose": purpose, "form": form, "back": back, "ask": ask}
    return render(request, "letters/outside.html", context)
