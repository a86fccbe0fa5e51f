"""Two buttons on the page of a letter: asked again, and we talked."""

from django.views.decorators.http import require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission
from audit.reads import reads
from letters.chasers import services, talks
from letters.chasers.forms import AskedForm, TalkedForm
from letters.views.moves import shown
from letters.views.page import letter_or_404
from sendcase.drafts.sending import send


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads()
def asked_again(request, pk):
    return noted(request, pk, AskedForm, services.note_asked, "You asked again")


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads()
def talked(request, pk):
    return noted(request, pk, TalkedForm, talks.talked, "We talked")


def noted(request, pk, form_class, service, heading):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_REPLY, school_id=letter.school_id)
    form = form_class(
        request.POST or None,
        kept_by=request.user, kept_as=f"letter-{service.__name__}", kept_key=f"letter-{pk}",
    )  # fmt: skip

    def save():
        service(letter=letter, by=request.user, **form.answers)
        return letter

    if answer := send(request, form, save, cancel_url=letter.get_absolute_url(), done="Noted."):
        return answer
    return shown(request, letter, form, heading, "Note it")
