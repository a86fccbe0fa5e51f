"""The versions of a plan: the list, two compared, and opening a plan to correct a mistake."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import states
from iep.versions import correcting, presenting
from iep.versions.forms import CompareForm, CorrectForm
from iep.views import finding
from iep.views.editing import not_now
from sendcase.drafts.sending import send

DONE = "Put it right here, then share the plan again. The new version says what it corrects."


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("read")
def version_list(request, pk):
    plan = finding.readable(request, pk)
    rows = presenting.rows(plan)
    may_compare = len(rows) + sees_now(request.user, plan) > 1
    context = {"plan": plan, "rows": rows, "may_compare": may_compare}
    return render(request, "versions/list.html", context)


def sees_now(user, plan) -> bool:
    """Whether the plan as it stands may be compared: not by guests, nor while it changes."""
    is_editor = finding.reaches(user, plan, P.PLAN_EDIT)
    return finding.sees_live_rows(user, plan, is_editor=is_editor)


@needs(P.PLAN_VIEW)
@require_http_methods(["GET"])
@reads("read")
def compare(request, pk):
    plan = finding.readable(request, pk)
    choices = presenting.choices(plan, with_now=sees_now(request.user, plan))
    if len(choices) < 2:
        return render(request, "versions/compare.html", {"plan": plan})
    first = default_pair(plan, choices)
    chosen = {name: request.GET.get(name, first[name]) for name in first}
    form = CompareForm(chosen, choices=choices)
    if not form.is_valid():
        raise Http404("no such version to read")
    context = {"plan": plan, "form": form, **presenting.compared(plan, **form.cleaned_data)}
    return render(request, "versions/compare.html", context)


def default_pair(plan, choices) -> dict:
    """The last two versions; the last and what is being changed, while it is."""
    keys = [key for key, _ in choices]
    if keys[-1] == presenting.NOW and not plan.is_revising and len(keys) > 2:
        keys.pop()
    return {"a": keys[-2], "b": keys[-1]}


@needs(P.PLAN_SHARE)
@require_http_methods(["GET", "POST"])
@reads("read")
def correct(request, pk):
    plan = finding.workable(request, pk, P.PLAN_EDIT)
    if not correcting.may_correct(plan, request.user):
        raise PermissionDenied(P.PLAN_SHARE)
    if not states.can(plan, "correct"):
        return not_now(request, plan, "correct")
    kept = {"kept_by": request.user, "kept_as": "correct", "kept_key": f"plan-{pk}"}
    form = CorrectForm(request.POST or None, initial={"version": plan.version}, **kept)
    if answer := opened(request, plan, form):
        return answer
    return render(request, "versions/correct.html", {"plan": plan, "form": form})


def opened(request, plan, form):
    """The response to a valid POST, or None where the form must be shown."""
    edit_url = f"{plan.get_absolute_url()}edit/"

    def save():
        said = form.cleaned_data
        correcting.correct(
            plan=plan, by=request.user, reason=said["correction_reason"],
            version=said["version"] or 0,
        )  # fmt: skip
        return edit_url

    cancel_url = plan.get_absolute_url()
    return send(request, form, save, cancel_url=cancel_url, leads_to=edit_url, done=DONE)
