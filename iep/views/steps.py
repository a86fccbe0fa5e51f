"""The steps of a plan: agree, share, change again, review, carry on, close."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import advice, content, letters, services, states
from iep.forms import CloseForm, OutcomeFormSet, ReviewForm, ShareForm, VersionForm
from iep.models import Target
from iep.views import finding
from iep.views.editing import not_now
from iep.wording import sharing
from letters.purposes import purposes
from sendcase import edits
from sendcase.drafts.sending import send
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
@require_http_methods(["POST"])
def undo(request, pk):
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
def review(request, pk):
    plan = finding.workable(request, pk, P.PLAN_EDIT)
    if not states.can(plan, "review"):
        return not_now(request, plan, "review")
    form, rows = review_forms(request, plan)
    if answer := reviewed(request, plan, form, rows):
        return answer
    return render(request, "iep/review.html", {"plan": plan, "form": form, "formset": rows})


def review_forms(request, plan):
    kept = {"kept_by": request.user, "kept_as": "review", "kept_key": f"plan-{plan.pk}"}
    targets = content.current_targets(plan)
    if request.method == "POST":
        form = ReviewForm(request.POST, plan=plan, **kept)
        rows = OutcomeFormSet(request.POST, prefix="outcomes")
    else:
        form = ReviewForm(plan=plan, initial={"version": plan.version}, **kept)
        rows = OutcomeFormSet(initial=kept_outcomes(form.kept, targets), prefix="outcomes")
    by_number = {str(target.pk): target for target in targets}
    for row in rows:
        row.about = by_number.get(str(row["target"].value()))
    return form, rows


def kept_outcomes(kept, targets) -> list[dict]:
    """One row per target; what a draft holds for it, found by the target's number."""
    typed = {}
    if kept is not None:
        bound = OutcomeFormSet(data=kept, prefix="outcomes")
        for row in bound.forms if bound.management_form.is_valid() else []:
            values = {name: row[name].value() for name in ("outcome", "note")}
            typed[str(row["target"].value())] = values
    return [{"target": target.pk, **typed.get(str(target.pk), {})} for target in targets]


def reviewed(request, plan, form, rows):
    """The response to a valid POST, or None where the form must be shown."""

    def save():
        outcomes = {row["target"]: (row["outcome"], row["note"]) for row in rows.cleaned_data}
        try:
            services.review(
                plan=plan, by=request.user, version=form.cleaned_data["version"],
                outcomes=outcomes, **form.answers,
            )  # fmt: skip
        except Target.DoesNotExist:
            raise Http404 from None
        except ValueError as why:
            raise edits.IllegalMove(str(why)) from None
        return plan

    done = "Reviewed. What comes next?"
    url = plan.get_absolute_url()
    return send(request, form, save, cancel_url=url, leads_to=url, done=done, beside=[rows])


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
