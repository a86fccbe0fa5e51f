"""One letter: its page and its paper."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.reads import reads
from letters import consents, facts, outside, paper, remarks, services
from letters.links import showing
from letters.listing import STATUS, WORDS, title_of
from letters.models import Letter
from letters.replies import mistakes
from letters.states import MOVES
from pupils import documents
from schools.access import record_or_404
from sendcase.pdf import PdfFailed

State = Letter.State
READABLE = (State.ISSUED, State.ANSWERED)


def letter_or_404(request, pk):
    rows = Letter.objects.visible_to(request.user).select_related(
        "school__policy", "pupil__class_group", "contact", "template", "prepared_by",
        "approved_by", "issued_by", "issued_version__document", "reply__recorded_by",
        "reply__talked_by", "reply_code", "chases_for__letter", "batch",
    )  # fmt: skip
    return record_or_404(request, rows, pk)


def issued(letter):
    """The version that went out, or None."""
    return getattr(letter, "issued_version", None)


@needs(Permission.LETTER_PRINT)
@require_GET
@reads()
def letter_page(request, pk):
    letter = letter_or_404(request, pk)
    version = issued(letter)
    content = json.loads(version.content) if version else paper.content_of(letter)
    reads_all = may(request.user, Permission.LETTER_VIEW, letter.school_id)
    waits = letter.state in (State.PREPARED, State.APPROVED)
    links = showing.rows(letter)
    context = {
        "letter": letter,
        "title": title_of(letter.purpose),
        "content": paper.shown(content),
        "status": {
            "kind": STATUS[letter.state],
            "words": WORDS.get(letter.state, letter.get_state_display()),
        },
        "wants": paper.wants(letter, content) if waits else [],
        "left_out": left_out_words(content) if waits else "",
        "remarks": remarks.of(letter) if waits else [],
        "no_consent": consents.why_none(letter, getattr(letter, "reply", None)),
        "facts": facts.history(letter, reads_wrong=reads_all) + lets_go(request.user, letter),
        "links": links,
        "mail_waits": showing.MARK if any(row["asks"] for row in links) else "",
        "by_email": letter.way == Letter.Way.EMAIL,
        **allowed(request.user, letter),
    }
    return render(request, "letters/page.html", context)


def lets_go(user, letter) -> list[tuple[str, str]]:
    """What a letter outside rests on: not for the office, which posts it."""
    return outside.rests_on(letter) if may(user, Permission.LETTER_VIEW, letter.school_id) else []


def left_out_words(content) -> str:
    names = ", ".join(paper.left_out(content))
    return f"The letter leaves out what your school has not filled in: {names}." if names else ""


def allowed(user, letter) -> dict[str, bool]:
    """Which moves to offer: those the person may make and the state allows."""
    school_id, state = letter.school_id, letter.state
    prepares = may(user, Permission.LETTER_PREPARE, school_id)
    issues = may(user, Permission.LETTER_ISSUE, school_id)
    replies = may(user, Permission.LETTER_REPLY, school_id)
    return {
        "may_edit": prepares and state == State.PREPARED,
        "may_approve": services.may_approve(user, letter)
        and state == State.PREPARED
        and not outside.needs_another(letter, user),
        "may_issue": issues and state == State.APPROVED,
        "may_withdraw": issues and state in MOVES["withdraw"],
        "may_reply": replies and state == State.ISSUED,
        "may_close_link": may(user, Permission.LINK_REVOKE, school_id),
        "may_link_again": issues and state in READABLE,
        "may_post": issues and state in READABLE and letter.way == Letter.Way.EMAIL,
        "may_send_again": prepares and state == State.RETURNED,
        "may_note_talk": replies and facts.talk_waits(letter),
        "may_take_off": hasattr(letter, "reply") and mistakes.may_take_off(user, letter.reply),
        "may_see_pupil": may(user, Permission.PUPIL_VIEW, school_id),
        "signer": services.SIGNERS[letter.signed_by],
    }


@needs(Permission.LETTER_PRINT)
@require_GET
@reads("printed")
def letter_pdf(request, pk):
    """The paper that went out; before that, what it would be, marked as not sent."""
    letter = letter_or_404(request, pk)
    version = issued(letter)
    if version:
        return documents.response(version.document, inline="download" not in request.GET)
    try:
        data = paper.whole_pdf(letter, paper.content_of(letter), is_preview=True)
    except PdfFailed as failed:
        messages.error(request, f"The PDF could not be made. {failed}")
        return redirect(letter)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="letter-{letter.pk}.pdf"'
    response.headers["Content-Security-Policy"] = documents.SANDBOX
    return response
