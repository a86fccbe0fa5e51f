"""The queue of slips: a code, Enter; what the slip says, Enter; the next. By keyboard alone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission
from audit.reads import reads
from letters import consents, services
from letters import facts as facts_of
from letters.answers import finding, session
from letters.answers.forms import AnswerForm, CodeForm, WrongForm
from letters.listing import reader_of, title_of
from letters.models import Letter, Reply
from letters.replies import mistakes
from letters.views.page import letter_or_404
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads("listed")
def queue(request, school):
    school = school_or_404(request, school, Permission.LETTER_REPLY)
    if request.method == "POST" and "clear" in request.POST:
        session.clear(request, school)
        return redirect(request.path)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            letter = finding.find(request.user, school, form.cleaned_data["code"])
            return redirect("letters:answer", school.slug, letter.pk)
        except finding.NoAnswerHere as why:
            session.refuse(request, school, form.cleaned_data["code"], str(why))
            form = CodeForm()  # the field is empty again: the next scan is not added to this one
            messages.warning(request, str(why))
    return render(request, "letters/answers/queue.html", shown(request, school, form))


def shown(request, school, form) -> dict:
    replies = Reply.objects.visible_to(request.user).filter(letter__school=school)
    return {
        "form": form,
        "recorded": session.recorded(request.user, replies),
        "refused": session.refused(request, school),
    }


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads()
def answer(request, school, pk):
    school = school_or_404(request, school, Permission.LETTER_REPLY)
    mine = Letter.objects.visible_to(request.user).filter(school=school)
    letter = record_or_404(request, mine.select_related("pupil", "contact", "school"), pk)
    require(request.user, Permission.LETTER_REPLY, school_id=letter.school_id)
    form = AnswerForm(
        request.POST or None, letter=letter, route=Reply.Route.SLIP,
        kept_by=request.user, kept_as="letter-answer", kept_key=f"letter-{pk}",
    )  # fmt: skip
    form.fields["wants_to_talk"].widget.attrs["autofocus"] = True

    def save():
        reply = services.record_reply(letter=letter, by=request.user, **form.answers)
        warn(request, reply)

    back = f"/{school.slug}/letters/answers/"
    if gone := send(request, form, save, cancel_url=back, done=f"Recorded: L{pk}. The next one?"):
        return gone
    return render(request, "letters/answers/answer.html", facts(letter, form, back))


@needs(Permission.LETTER_REPLY)
@require_http_methods(["GET", "POST"])
@reads()
def take_off(request, pk):
    letter = letter_or_404(request, pk)
    require(request.user, Permission.LETTER_REPLY, school_id=letter.school_id)
    reply = getattr(letter, "reply", None)
    if reply is None:
        messages.info(request, mistakes.NONE_HERE)
        return redirect(letter)
    if not mistakes.may_take_off(request.user, reply):
        raise PermissionDenied(Permission.ANSWER_CORRECT)
    form = WrongForm(
        request.POST or None,
        kept_by=request.user, kept_as="letter-wrong-answer", kept_key=f"letter-{pk}",
    )  # fmt: skip

    def save():
        mistakes.take_off(letter=letter, by=request.user, **form.answers)
        return letter

    done = "Taken off. This letter waits for its answer again. Now record it where it belongs."
    if gone := send(request, form, save, cancel_url=letter.get_absolute_url(), done=done):
        return gone
    context = {"letter": letter, "title": title_of(letter.purpose), "to": reader_of(letter),
               "form": form, "reply": reply, "follows": follows(letter, reply),
               "cancel_url": letter.get_absolute_url()}  # fmt: skip
    return render(request, "letters/answers/take_off.html", context)


def follows(letter, reply) -> list[str]:
    """What taking it off undoes, before anybody does."""
    said = ["The letter waits for its answer again. Its code is open while it has days left."]
    if consents.asks(letter) and reply.consent:
        said.append("The yes or no that came with it counts for nothing. What rested on it stops.")
    if reply.words:
        said.append("The words that came with it are withdrawn from the child’s page.")
    if facts_of.talk_waits(letter):
        said.append("Nobody is asked to ring this family because of it.")
    return said


def warn(request, reply) -> None:
    """Said at once where a yes or no is no consent."""
    if why := consents.why_none(reply.letter, reply):
        messages.warning(request, f"{reply.letter.pupil.name}: {why}")


def facts(letter, form, back) -> dict:
    """What is needed to see that slip and letter belong together."""
    return {
        "letter": letter,
        "title": title_of(letter.purpose),
        "to": reader_of(letter),
        "asks_consent": consents.asks(letter),
        "alone": consents.before_asking(letter),
        "form": form,
        "back": back,
        "waits": letter.state == Letter.State.ISSUED,
        "why_not": finding.STATES.get(letter.state, ""),
    }
