"""Changing, approving, sending and answering a letter."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import needs, require
from accounts.permissions import Permission
from audit.reads import reads
from letters import services
from letters.answers.forms import AnswerForm
from letters.answers.views import warn
from letters.chasers.services import first_letter
from letters.forms import BackForm, MoveForm, ReasonForm, WordsForm
from letters.listing import title_of
from letters.views.page import letter_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale
from sendcase.pdf import PdfFailed


def moved(request, letter, move, done):
    """Run a service for a button and say in a sentence what came of it. done: that sentence, or
    what makes it of the letter.
    """
    try:
        now = move(letter=letter, by=request.user, version=MoveForm(request.POST).seen())
    except services.AlreadyDone as already:
        messages.info(request, str(already))
    except Stale:
        words = "Somebody changed this letter after you opened it. Look at it again."
        messages.warning(request, words)
    except ValidationError as broken:
        messages.error(request, broken.message)
    except (IllegalMove, PdfFailed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done(now) if callable(done) else done)
    return redirect(letter)


@needs(Permission.LETTER_APPROVE)
@require_POST
def approve(request, pk):
    letter = letter_or_404(request, pk)
    if not services.may_approve(request.user, letter):
        raise PermissionDenied(Permission.LETTER_APPROVE)
    return moved(request, letter, services.approve, "Approved. It can be sent now.")


def sent(letter) -> str:
    kept = "Sent. The paper is kept exactly as it is now."
    if letter.way == letter.Way.EMAIL:
        return f"{kept} A mail with a link is on its way."
    return f"{kept} The office can print and post it."


@needs(Permission.LETTER_ISSUE)
@require_POST
def issue(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_ISSUE, school_id=letter.school_id)
    return moved(request, letter, services.issue, sent)


@needs(Permission.LETTER_PREPARE)
@require_http_methods(["GET", "POST"])
@reads()
def edit(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_PREPARE, school_id=letter.school_id)
    form = WordsForm(
        request.POST or None, instance=letter,
        kept_by=request.user, kept_as="letter-words", kept_key=f"letter-{pk}",
    )  # fmt: skip

    def save():
        try:
            return services.edit(
                letter=letter, by=request.user, version=form.cleaned_data["version"],
                personal_note=form.cleaned_data["personal_note"], facts=form.facts,
            )  # fmt: skip
        except Stale as stale:  # both texts are shown: also those of the facts
            for name, text in stale.current.facts.items():
                setattr(stale.current, f"fact_{name}", text)
            raise

    cancel = letter.get_absolute_url()
    if answer := send(request, form, save, cancel_url=cancel, done="Saved."):
        return answer
    return shown(request, letter, form, "Change the words", "Save")


@needs(Permission.LETTER_ISSUE)
@require_http_methods(["GET", "POST"])
@reads()
def withdraw(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_ISSUE, school_id=letter.school_id)
    hint = "A withdrawn letter stays in the record. It is not sent, or no longer counts."
    return closed(request, letter, services.withdraw, "Withdraw this letter", hint)


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads()
def returned(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_REPLY, school_id=letter.school_id)
    hint = "What the envelope or the mail says. Then put the address right, and send it again."
    return closed(request, letter, services.returned, "It came back", hint, BackForm)


def closed(request, letter, close, heading, hint, form_class=ReasonForm):
    form = form_class(
        request.POST or None,
        kept_by=request.user, kept_as=close.__name__, kept_key=f"letter-{letter.pk}",
    )  # fmt: skip
    form.fields["reason"].help_text = hint

    def save():
        close(letter=letter, by=request.user, reason=form.said)
        return letter

    cancel = letter.get_absolute_url()
    if answer := send(request, form, save, cancel_url=cancel, done="Noted."):
        return answer
    return shown(request, letter, form, heading, heading)


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads()
def reply(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_REPLY, school_id=letter.school_id)
    if (first := first_letter(letter)) != letter and request.method == "GET":
        return redirect("letters:reply", first.pk)  # an answer to a chaser answers that one
    form = AnswerForm(
        request.POST or None, letter=letter,
        kept_by=request.user, kept_as="letter-reply", kept_key=f"letter-{pk}",
    )  # fmt: skip

    def save():
        warn(request, services.record_reply(letter=letter, by=request.user, **form.answers))
        return letter

    cancel = letter.get_absolute_url()
    if answer := send(request, form, save, cancel_url=cancel, done="The answer is recorded."):
        return answer
    return shown(request, letter, form, "Record the answer", "Record it")


@needs(Permission.LETTER_PREPARE)
@require_POST
def send_again(request, pk):
    """One that came back, for the same reader, at the address on file now."""
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_PREPARE, school_id=letter.school_id)
    if letter.state != letter.State.RETURNED:
        messages.info(request, "Only a letter that came back is sent again.")
        return redirect(letter)
    try:
        new = services.prepare_again(letter=letter, by=request.user)
    except services.CannotPrepare as why:
        messages.error(request, str(why))
        return redirect(letter)
    messages.success(request, "Here it is once more. Check the address, then approve and send it.")
    return redirect(new)


def shown(request, letter, form, heading, submit):
    context = {"letter": letter, "form": form, "page_heading": heading, "submit": submit,
               "title": title_of(letter.purpose)}  # fmt: skip
    return render(request, "letters/form.html", context)
