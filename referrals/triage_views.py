"""The SENCO's desk: answering a referral, and noting that whoever asked was told."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission
from audit.reads import reads
from referrals import presenting, triage
from referrals.models import State
from referrals.questions import presenting as questions
from referrals.triage_forms import ANSWERS, ToldForm
from referrals.views import found
from sendcase import edits
from sendcase.drafts.services import submit_once

ANSWERED = (
    "Somebody else answered this referral while you were writing. Both answers are on this page; "
    "only theirs was saved."
)
CHANGED = (
    "The referral was changed while you were answering. Read it again below; your answer is "
    "still here. Save again if it still holds."
)


@needs(Permission.REFERRAL_DECIDE)
@require_http_methods(["GET", "POST"])
@reads("read")
def decide(request, pk):
    """Choose the answer, then say why: ?answer=accepted opens its short form."""
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_DECIDE, school_id=referral.school_id)
    answer = request.GET.get("answer", "")
    if answer and answer not in ANSWERS:
        raise Http404
    if request.method == "GET" and referral.state != State.SUBMITTED:
        messages.info(request, "There is nothing to answer here now.")
        return redirect(referral)
    form = answer_form(request, referral, answer)
    if form is None:
        return desk(request, referral, answer, form)
    if kept := form.save_draft_if_asked(request):
        return kept
    if form.is_valid() and (done := carry_out(request, form, referral)):
        return done
    return desk(request, referral, answer, form)


def answer_form(request, referral, answer):
    if not answer:
        return None
    return ANSWERS[answer][2](
        request.POST or None, referral=referral, kept_by=request.user,
        kept_as="referral-answer", kept_key=f"referral-{referral.pk}-{answer}",
    )  # fmt: skip


def carry_out(request, form, referral):
    """The redirect, or None where the form must be shown again."""

    def do():
        return form.service(
            referral=referral, version=form.cleaned_data["version"] or 0, by=request.user,
            **form.call,
        )  # fmt: skip

    try:
        outcome = submit_once(form, by=request.user, do=do)
    except edits.Stale as stale:
        return show_changed(form, stale.current)
    except edits.IllegalMove as refused:
        form.add_error(None, str(refused))
        return None
    again = "This was saved already." if outcome.repeated else "Saved. The referrer is told."
    messages.success(request, again)
    return redirect(outcome.url)


def show_changed(form, current):
    """Keep what was typed, and let the next save stand on the text that is shown now."""
    form.data = form.data.copy()
    form.data["version"] = str(current.version)
    form.add_error(None, CHANGED if current.state == State.SUBMITTED else ANSWERED)


def desk(request, referral, answer, form):
    if form is not None and form.errors:
        referral = found(request, referral.pk)  # as it is now
    address = f"/referrals/{referral.pk}/decide/"
    context = {
        "referral": referral, "pupil": referral.pupil, "policy": referral.school.policy,
        "form": form, "button": ANSWERS[answer][0] if answer else "",
        "choices": [
            {"url": f"{address}?answer={key}#answer", "title": title, "words": words,
             "here": key == answer}
            for key, (title, words, _) in ANSWERS.items()
        ],
        "sections": presenting.sections(referral, request.user),
        "facts": presenting.context_facts(request.user, referral.pupil),
        "history": presenting.history(referral),
        "asked": questions.side_by_side(request.user, referral),
        "entry": referral.pupil.register_entries.open().first(),
    }  # fmt: skip
    return render(request, "referrals/decide.html", context)


@needs(Permission.REFERRAL_DECIDE)
@require_http_methods(["GET", "POST"])
@reads("read")
def told(request, pk):
    """When and how the parent or pupil who asked was told."""
    referral = found(request, pk)
    require(request.user, Permission.REFERRAL_DECIDE, school_id=referral.school_id)
    if not referral.raiser_waits:
        messages.info(request, "There is nobody left to tell about this referral.")
        return redirect(referral)
    form = ToldForm(request.POST or None, referral=referral)
    if form.is_valid() and (done := note_told(request, form, referral)):
        return done
    context = {"referral": referral, "pupil": referral.pupil, "form": form}
    return render(request, "referrals/told.html", context)


def note_told(request, form, referral):
    """The redirect, or None where somebody changed it first and the form is shown again."""
    try:
        triage.mark_raiser_told(referral=referral, by=request.user, **form.cleaned_data)
        messages.success(request, "Noted.")
    except edits.Stale as stale:
        if stale.current.raiser_waits:
            return form.show_changed(stale.current)
        messages.info(request, "There is nobody left to tell about this referral.")
    except edits.IllegalMove as refused:
        messages.info(request, str(refused))
    return redirect(referral)
