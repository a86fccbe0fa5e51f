"""Starting a plan and writing it: the head and all targets on one page."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import advice, content, services, states
from iep.forms import PlanForm, StartForm, TargetFormSet
from iep.models import Target
from iep.views import finding
from iep.views.comparing import differing_rows, says_the_same
from sendcase import edits
from sendcase.drafts import services as drafts
from sendcase.drafts.comparing import differing
from sendcase.drafts.models import Submission
from sendcase.drafts.views import clash

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
    plan = finding.workable(request, pk, P.PLAN_EDIT)
    if not states.can(plan, "save"):
        return not_now(request, plan, "save")
    form, rows = forms_for(request, plan)
    if request.method == "POST":
        if "add_row" in request.POST:
            return keep_and_add(request, form)
        if kept := form.save_draft_if_asked(request):
            return kept
        if form.is_valid() and rows.is_valid():
            return save(request, plan, form, rows)
    return render(request, "iep/edit.html", edit_context(plan, form, rows))


def edit_context(plan, form, rows) -> dict:
    kept = [row for row in rows if not row["DELETE"].value() and row["id"].value()]
    return {
        "plan": plan,
        "form": form,
        "formset": rows,
        "warning": advice.target_count(plan.kind, len(kept)) if kept else "",
        "asked_for": advice.asked_for(plan.kind),
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


def save(request, plan, form, rows):
    try:
        save_once(request, plan, form, rows)
    except edits.Stale as stale:
        return saved_before(request, form, rows, stale.current)
    except Target.DoesNotExist:
        raise Http404 from None
    except edits.IllegalMove as why:
        messages.warning(request, str(why))
        return redirect(plan)
    again = " The plan was changed, so it needs to be agreed again."
    was_agreed = plan.state == states.State.AGREED
    messages.success(request, "Saved." + (again if was_agreed else ""))
    return redirect(plan)


@transaction.atomic
def save_once(request, plan, form, rows) -> None:
    """The version check lets a save happen once; the row keeps a late autosave from coming back."""
    services.save_plan(
        plan=plan,
        version=form.cleaned_data["version"] or 0,
        by=request.user,
        head=form.answers,
        rows=rows.rows(),
        areas_now=form.areas_now,
    )
    sent = Submission(form_id=form.form_id, author=request.user, url=plan.get_absolute_url())
    Submission.objects.bulk_create([sent], ignore_conflicts=True)
    drafts.forget(form_id=form.form_id, by=request.user)


def saved_before(request, form, rows, current):
    """The same form came twice, or somebody else saved: then both texts."""
    if not differing(form, current) and says_the_same(rows, current):
        messages.info(request, "This was saved already. Nothing was saved twice.")
        return redirect(current)
    extra = differing_rows(rows, current)
    return clash(request, form=form, current=current, cancel_url=current.get_absolute_url(),
                 extra=extra)  # fmt: skip
