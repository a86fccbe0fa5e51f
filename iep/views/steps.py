"""The steps of a plan: agree, share, change again, carry on, close."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import advice, content, letters, services, states
from iep.bank import gaps
from iep.forms import CloseForm, ShareForm, VersionForm
from iep.versions import presenting
from iep.views import finding
from iep.views.editing import not_now
from iep.wording import sharing
from letters.purposes import purposes
from sendcase import edits
from sendcase.drafts.services import submit_once
from sendcase.pdf import PdfFailed

CHANGED = "Somebody changed this plan since you opened it. Read it again, then decide."


def press(request, pk, permission, service, done):
    """One button: do it to the version the person was looking at, say what happened (words, or
    what makes them of the result).
    """
    plan = finding.workable(request, pk, permission)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.warning(request, CHANGED)
        return redirect(plan)
    try:
        result = service(plan=plan, by=request.user, version=form.cleaned_data["version"])
    except edits.Stale:
        messages.warning(request, CHANGED)
    except services.AlreadyPlanned as there:
        messages.info(request, str(there))
        return redirect(there.plan)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, done(result) if callable(done) else done)
        return redirect(result)
    return redirect(plan)


@needs(P.PLAN_AGREE)
@require_http_methods(["POST"])
def agree(request, pk):
    return press(request, pk, P.PLAN_AGREE, services.agree, agreed_words)


def agreed_words(plan) -> str:
    if states.phase(plan) in {states.HALF, states.REVISING_HALF}:
        return "Agreed by you. Now a second person must agree it."
    return "Agreed. Now it can be shared."


@needs(P.PLAN_EDIT)
@require_http_methods(["POST"])
def revise(request, pk):
    done = "You can change the plan now. Others read the shared version until you share again."
    return press(request, pk, P.PLAN_EDIT, services.revise, done)


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def undo(request, pk):
    """A page that shows what would go; it goes on the button, if nothing was saved meanwhile."""
    if request.method == "GET":
        plan = finding.workable(request, pk, P.PLAN_EDIT)
        if not states.can(plan, "undo"):
            return not_now(request, plan, "undo")
        return render(request, "versions/undo.html", {"plan": plan, **presenting.undoing(plan)})
    done = "The changes are undone. The plan is as it was shared."
    return press(request, pk, P.PLAN_EDIT, services.drop_changes, done)


@needs(P.PLAN_EDIT)
@require_http_methods(["POST"])
def follow(request, pk):
    done = "Here is the next plan. Targets that were not met are carried over."
    return press(request, pk, P.PLAN_EDIT, services.next_plan, done)


@needs(P.PLAN_SHARE)
@require_http_methods(["GET", "POST"])
@reads("read")
def share(request, pk):
    """A page to check what goes home; sharing happens on its button."""
    plan = finding.workable(request, pk, P.PLAN_SHARE)
    if not states.can(plan, "share"):
        return not_now(request, plan, "share")
    kept = {"kept_by": request.user, "kept_as": "share", "kept_key": f"plan-{pk}"}
    start = {"noticed": plan.concerns if len(plan.concerns) <= 600 else "", "version": plan.version}
    form = ShareForm(request.POST or None, initial=start, **kept)
    wording = sharing.look(plan, form)
    if request.method == "POST":
        if saved := form.save_draft_if_asked(request):
            return saved
        if form.is_valid():
            return share_now(request, plan, form, wording)
    return render(request, "iep/share.html", share_context(plan, form, wording))


def share_context(plan, form, wording) -> dict:
    value = content.of_plan(plan)
    count = len(value["targets"])
    return {
        "plan": plan,
        "form": form,
        "value": content.for_reading(value),
        "warning": advice.target_count(plan, count),
        "gaps": gaps.open_in(value["targets"]),
        "letter": purposes[letters.purpose_for(plan)].title,
        "facts": letters.facts_for(plan, count=count, noticed=""),
        "wording": wording,
    }


def share_now(request, plan, form, wording):
    try:
        paper = services.paper_to_share(plan, form.cleaned_data["version"])
        outcome = submit_once(
            form, by=request.user, do=lambda: shared(request, plan, form, paper, wording)
        )
    except edits.Stale:
        messages.warning(request, CHANGED)
        return redirect("iep:share", plan.pk)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
        return redirect(plan)
    except PdfFailed:
        form.add_error(None, "The paper could not be printed. Nothing was shared. Try again.")
        return render(request, "iep/share.html", share_context(plan, form, wording), status=503)
    if outcome.repeated:
        messages.info(request, "This plan was shared already. Nothing was sent twice.")
    return redirect(outcome.url)


def shared(request, plan, form, paper, wording):
    done = services.share(
        plan=plan, by=request.user, paper=paper, noticed=form.cleaned_data["noticed"],
        accepted=wording.accepted,
    )  # fmt: skip
    if done.why_no_letter:
        messages.warning(
            request,
            f"The plan is shared in school. No letter could be prepared: {done.why_no_letter} "
            "The family is still to be told.",
        )
    else:
        number = len(done.letters)
        letters_words = "A letter home is" if number == 1 else f"{number} letters home are"
        messages.success(request, f"Shared. {letters_words} ready to be checked and sent.")
    return done.plan


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def close(request, pk):
    plan = finding.workable(request, pk, P.PLAN_EDIT)
    if not states.can(plan, "close"):
        return not_now(request, plan, "close")
    form = CloseForm(request.POST or None, initial={"version": plan.version})
    if form.is_valid():
        return close_now(request, plan, form.cleaned_data)
    return render(request, "iep/close.html", {"plan": plan, "form": form})


def close_now(request, plan, answers):
    try:
        services.close(plan=plan, by=request.user, **answers)
    except edits.Stale:
        messages.warning(request, CHANGED)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "The plan is closed. It stays in the record.")
    return redirect(plan)
