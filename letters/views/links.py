"""Closing a link of a letter, sending a new one, and posting the letter after all."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs, require
from accounts.permissions import Permission
from audit.reads import reads
from letters import services
from letters.forms import ReasonForm
from letters.links import services as links
from letters.models import LetterLink
from letters.views.moves import moved, shown
from letters.views.page import letter_or_404
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.outbox import services as outbox

WHY = "Sent to a wrong address, or somebody else may read there. It opens nothing from now on."


def link_or_404(request, pk) -> LetterLink:
    rows = LetterLink.objects.visible_to(request.user)
    return record_or_404(
        request, rows.select_related("letter__pupil", "letter__school", "mail"), pk
    )


@needs(Permission.LINK_REVOKE)
@require_http_methods(["GET", "POST"])
@reads()
def revoke(request, pk):
    link = link_or_404(request, pk)
    require(request.user, Permission.LINK_REVOKE, school_id=link.school_id)
    form = ReasonForm(
        request.POST or None,
        kept_by=request.user, kept_as="link-revoke", kept_key=f"link-{link.pk}",
    )  # fmt: skip
    form.fields["reason"].help_text = WHY

    def save():
        links.revoke(link=link, by=request.user, reason=form.said)
        return link.letter

    cancel = link.letter.get_absolute_url()
    if answer := send(request, form, save, cancel_url=cancel, done="Closed."):
        return answer
    heading = f"Close the link sent to {link.to_email}"
    return shown(request, link.letter, form, heading, "Close this link")


@needs(Permission.LETTER_ISSUE)
@require_POST
def send_again(request, pk):
    link = link_or_404(request, pk)
    require(request.user, Permission.LETTER_ISSUE, school_id=link.school_id)
    try:
        made = links.send_again(link=link, by=request.user)
    except services.AlreadyDone as already:
        messages.info(request, str(already))
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        done = f"A new link goes to {made.to_email}. The one before opens nothing any more."
        messages.success(request, done)
    return redirect(link.letter)


@needs(Permission.MAIL_RESOLVE)
@require_POST
def came(request, pk):
    """Somebody asked: the mail that was perhaps sent has arrived."""
    link = link_or_404(request, pk)
    require(request.user, Permission.MAIL_RESOLVE, school_id=link.school_id)
    try:
        outbox.resolve(link.mail, arrived=True, by=request.user)
    except IllegalMove as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, "Noted: it came.")
    return redirect(link.letter)


@needs(Permission.LETTER_ISSUE)
@require_POST
def post_instead(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_ISSUE, school_id=letter.school_id)
    done = "The links are closed. Open the PDF, print it and post it."
    return moved(request, letter, links.post_instead, done)
