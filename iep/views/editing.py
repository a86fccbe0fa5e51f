"""Starting a plan and writing it: the head and all targets on one page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import advice, content, elsewhere, said, services, states
from iep.bank import gaps
from iep.forms import PlanForm, StartForm, TargetFormSet
from iep.models import Target
from iep.views import finding
from iep.views.comparing import differing_rows
from iep.wording import margin
from sendcase import edits
from sendcase.drafts.sending import send

PREFIX = "targets"


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def start(request, pk):
    pupil = finding.pupil_for_plan(request, pk)
    kinds = services.kinds_for(pupil)
    form = StartForm(request.POST or None, kinds=kinds, pupil=pupil, by=request.user)
    if form.is_valid():
        try:
            plan = services.start_plan(pupil=pupil, by=request.user, **form.cleaned_data)
        except services.AlreadyPlanned as there:
            messages.info(request, str(there))
            return redirect(there.plan)
        messages.success(request, f"We filled in what we know about {pupil.first_name}.")
        return redirect("iep:edit", plan.pk)
    return render(request, "iep/start.html", {"form": form, "pupil": pupil})


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def edit(request, pk):
    shown = {"joined": finding.FOR_WRITING, "also": joined}
    plan = finding.workable(request, pk, P.PLAN_EDIT, **shown)
    if request.method == "GET" and not states.can(plan, "save"):
        return not_now(request, plan, "save")  # a POST has words in it: the form shows them again
    form, rows = forms_for(request, plan)
    if "check" in request.POST and request.htmx:
        return margin.answer(request, plan, form, rows)
    if "add_row" in request.POST:
        return keep_and_add(request, form)
    if "check" not in request.POST and (answer := saved(request, plan, form, rows)):
        return answer
    return render(request, "iep/edit.html", edit_context(plan, form, rows, request.user))


def joined(plans, user):
    """With what stands beside the form, in the plan's own query."""
    return elsewhere.joined(said.joined(plans, user), user)


def edit_context(plan, form, rows, user) -> dict:
    gaps.mark(rows)
    kept = [row for row in rows if not row["DELETE"].value() and row["id"].value()]
    return {
        "plan": plan,
        "said": said.beside(plan),
        "elsewhere": elsewhere.advice_for(user, plan),
        "form": form,
        "formset": rows,
        "warning": advice.target_count(plan, len(kept)) if kept else "",
        "asked_for": advice.asked_for(plan),
        "wording": margin.speak(plan, form, rows),
    }


def not_now(request, plan, action):
    """Says why this cannot be done to the plan now, on the plan's own page."""
    try:
        states.check(plan, action)
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
    return redirect(plan)


def forms_for(request, plan):
    """The head's form and the rows', filled from POST, from a kept draft or from the plan."""
    areas = content.areas_of(plan)
    kept = {"kept_by": request.user, "kept_as": "plan", "kept_key": f"plan-{plan.pk}"}
    if request.method == "POST":
        form = PlanForm(request.POST, instance=plan, areas=areas, **kept)
        form.areas_now = [area.pk for area in areas if area.applies]
        return form, TargetFormSet(request.POST, prefix=PREFIX)
    form = PlanForm(instance=plan, areas=areas, **kept)
    rows = kept_targets(form.kept) if form.kept is not None else saved_targets(plan)
    blank = "add" in request.GET or not rows
    formset = TargetFormSet(initial=rows, prefix=PREFIX)
    formset.extra = 1 if blank else 0
    return form, formset


def saved_targets(plan) -> list[dict]:
    names = ("id", *content.ROW_TEXTS)
    return [{name: getattr(row, name) for name in names} for row in content.current_targets(plan)]


def kept_targets(kept) -> list[dict]:
    """Rows of a draft as they were typed, ticks to take one out included; empty ones left out."""
    rows = [
        {
            name: field.widget.value_from_datadict(kept, {}, row.add_prefix(name))
            for name, field in row.fields.items()
        }
        for row in bound_rows(kept)
    ]
    return [row for row in rows if any(row.values())]


def bound_rows(kept) -> list:
    formset = TargetFormSet(data=kept, prefix=PREFIX)
    return formset.forms if formset.management_form.is_valid() else []


def keep_and_add(request, form):
    """Without scripts: keep what is typed as a draft and come back with one more row."""
    request.POST = request.POST.copy()
    request.POST["save_draft"] = "1"
    form.save_draft_if_asked(request)
    return redirect(f"{request.path}?add=1#targets")


def saved(request, plan, form, rows):
    """The response to a valid POST, or None where the form must be shown."""

    def save():
        try:
            return services.save_plan(
                plan=plan, version=form.cleaned_data["version"], by=request.user,
                head=form.answers, rows=rows.rows(), areas_now=form.areas_now,
            )  # fmt: skip
        except Target.DoesNotExist:
            raise Http404 from None

    done = "Saved."
    if plan.state == states.State.AGREED:
        done += " The plan was changed, so it needs to be agreed again."
    here = plan.get_absolute_url()
    return send(
        request, form, save, cancel_url=here, leads_to=here, done=done, beside=[rows],
        differing=lambda current: differing_rows(rows, current),
    )  # fmt: skip
