"""Short questions: the school's list, asking, answering, and the answers side by side."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.access import pupil_or_404
from referrals.models import Referral
from referrals.presenting import written
from referrals.questions import lists, people, presenting, services
from referrals.questions.forms import AnswerForm, AskForm, ListForm
from referrals.questions.models import Asked, Round
from schools.access import record_or_404, school_or_404
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove, Stale


@needs(P.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_list(request, school):
    school = school_or_404(request, school, P.POLICY_EDIT)
    back = f"/{school.slug}/policy/"
    form = ListForm(
        request.POST or None, row=lists.current(school), kept_by=request.user,
        kept_as="question-list", kept_key=f"school-{school.pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"] or 0
        lists.change(school=school, version=version, content=form.content, by=request.user)

    done = "Saved. Questions that were sent already stay as they were."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    open_now = Round.objects.visible_to(request.user).filter(school=school).open().count()
    context = {"form": form, "back": back, "open_now": open_now}
    return render(request, "referrals/questions/list.html", context)


@needs(P.QUESTION_ASK)
@require_http_methods(["GET", "POST"])
@reads("read")
def ask(request, pk):
    pupil = pupil_or_404(request, pk, P.QUESTION_ASK)
    referral = referral_of(request, pupil)
    back = (referral or pupil).get_absolute_url()
    form = ask_form(request, pupil)

    def save():
        return services.ask(
            pupil=pupil, by=request.user, chosen=form.chosen, referral=referral,
            due_on=form.cleaned_data["due_on"],
        )  # fmt: skip

    done = "Asked. Each of them finds it on Today."
    if answer := send(request, form, save, cancel_url=back, done=done):
        return answer
    context = {
        "form": form, "pupil": pupil, "back": back,
        "questions": lists.current(pupil.school).content,
        "open_round": Round.objects.visible_to(request.user).open().filter(pupil=pupil).first(),
        "may_edit": may(request.user, P.POLICY_EDIT, pupil.school_id),
    }  # fmt: skip
    return render(request, "referrals/questions/ask.html", context)


def ask_form(request, pupil) -> AskForm:
    """A SENCO may choose anybody on the staff; a teacher, those who work with the pupil."""
    how = people.candidates(pupil)
    if not may(request.user, P.REFERRAL_DECIDE, pupil.school_id):
        how = {pk: each for pk, each in how.items() if each != Asked.How.CHOSEN}
    return AskForm(
        request.POST or None, people=people.named(how), by=request.user,
        due_on=moment.today() + timedelta(days=pupil.school.policy.question_days),
        kept_by=request.user, kept_as="ask-questions", kept_key=f"pupil-{pupil.pk}",
    )  # fmt: skip


def referral_of(request, pupil) -> Referral | None:
    """The referral of the address (?referral=7), of this pupil and in sight; 404 otherwise."""
    number = request.GET.get("referral", "")
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise Http404
    row = Referral.objects.visible_to(request.user).filter(pupil=pupil, pk=number).first()
    if row is None:
        raise Http404
    return row


@needs(P.DEADLINE_OWN)
@require_http_methods(["GET", "POST"])
@reads("read")
def answer(request, pk):
    """One person's questions: the child's name, class and nothing else, while the round is open."""
    rows = Asked.objects.answerable_by(request.user)
    joined = rows.select_related("school__policy", "pupil__class_group", "round__asked_by")
    asked = record_or_404(request, joined, pk)
    form = AnswerForm(
        request.POST or None, asked=asked, kept_by=request.user, kept_as="questions",
        kept_key=f"asked-{asked.pk}",
    )  # fmt: skip

    def save():
        try:
            services.answer(
                asked=asked, by=request.user, answers=form.said,
                not_taught=form.cleaned_data["not_taught"], note=form.cleaned_data["note"],
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except Stale as stale:
            form.liken(stale.current)
            raise

    back, done = f"/{asked.school.slug}/today/", "Thank you. You can change it until it is closed."
    if response := send(request, form, save, cancel_url=back, done=done):
        return response
    context = {
        "form": form, "asked": asked, "pupil": asked.pupil, "back": back,
        "due": written(asked.round.due_on),
    }  # fmt: skip
    return render(request, "referrals/questions/answer.html", context)


def round_or_404(request, pk) -> Round:
    rows = Round.objects.visible_to(request.user).select_related(
        "school__policy", "pupil__class_group", "asked_by", "closed_by", "referral"
    )
    found = record_or_404(request, rows, pk)
    require(request.user, P.QUESTION_VIEW, school_id=found.school_id)
    return found


def may_run(user, round) -> bool:
    """Remind and close: whoever asked, and who decides on referrals."""
    decides = may(user, P.REFERRAL_DECIDE, round.school_id)
    return decides or (round.asked_by_id == user.pk and may(user, P.QUESTION_ASK, round.school_id))


@needs(P.QUESTION_VIEW)
@require_GET
@reads("read")
def round_page(request, pk):
    round = round_or_404(request, pk)
    context = {
        "round": round, "pupil": round.pupil, "table": presenting.table(round),
        "asked_on": written(round.asked_on), "due": written(round.due_on),
        "closed_on": written(round.closed_at.astimezone(moment.LONDON)) if round.closed_at else "",
        "may_run": not round.closed_at and may_run(request.user, round),
    }  # fmt: skip
    return render(request, "referrals/questions/round.html", context)


@needs(P.QUESTION_VIEW)
@require_POST
def remind(request, pk):
    round = round_to_run(request, pk)
    try:
        sent = services.remind(round=round, by=request.user)
    except IllegalMove as refused:
        messages.info(request, str(refused))
        return redirect(round)
    words = "A mail is on its way to each who has not answered. It names no child."
    messages.success(request, words if sent else "Everybody was reminded today already.")
    return redirect(round)


@needs(P.QUESTION_VIEW)
@require_POST
def close(request, pk):
    round = round_to_run(request, pk)
    try:
        services.close(round=round, by=request.user)
        messages.success(request, "Closed. The answers stay here and on the pupil's page.")
    except IllegalMove as refused:
        messages.info(request, str(refused))
    return redirect(round)


def round_to_run(request, pk) -> Round:
    round = round_or_404(request, pk)
    if not may_run(request.user, round):
        raise PermissionDenied
    return round
