"""The review of one plan, and the SENCO's answer about the stage."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import content, said, services, states
from iep.dates import words
from iep.models import SupportPlan, Target
from iep.reviews import beside, cycles, filling, following, scale, stages
from iep.reviews.forms import OutcomeFormSet, ReviewForm, WhyForm
from iep.reviews.models import Review
from iep.reviews.services import Went
from iep.reviews.states import ASKS_STAGE, Decision
from iep.views import finding
from iep.views.editing import not_now
from schools.calendar import calendar_of
from sendcase import edits, moment
from sendcase.drafts.sending import send

DONE = {
    Decision.KEEP: "Reviewed. The plan carries on.",
    Decision.NEXT: "Reviewed. Here is the next plan, with what was not met.",
    Decision.STEP_UP: "Reviewed. Here is the next plan. The {senco} is asked about the stage.",
    Decision.STEP_DOWN: "Reviewed. Here is the next plan. The {senco} is asked about the stage.",
    Decision.CLOSE: "Reviewed and closed. The plan stays in the record.",
}


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def review(request, pk):
    plan = finding.workable(request, pk, P.PLAN_EDIT, also=said.joined)
    if not states.can(plan, "review"):
        return not_now(request, plan, "review")
    labels = scale.words_of(plan.school.policy)
    form, rows = forms_of(request, plan, labels)
    inputs = [f"{row.prefix}-outcome" for row in rows]
    if answer := filling.filled(request, form, {"all_outcome": inputs}):
        return answer
    if answer := reviewed(request, plan, form, rows):
        return answer
    noted = beside.lines(request.user, plan)
    for row in rows:
        row.noted = noted.get(row.about and row.about.pk, [])
    context = {"plan": plan, "form": form, "formset": rows, "scale": labels.items(),
               "noted": noted.get(None, []), "said": said.beside(plan)}  # fmt: skip
    return render(request, "iep/review.html", context)


def forms_of(request, plan, labels):
    kept = {"kept_by": request.user, "kept_as": "review", "kept_key": f"plan-{plan.pk}"}
    targets = content.current_targets(plan)
    about = {"prefix": "outcomes", "form_kwargs": {"words": labels}}
    kept["again"] = cycles.review_day(plan.kind, moment.today(), calendar_of(plan.school))
    if request.method == "POST":
        form = ReviewForm(request.POST, plan=plan, **kept)
        rows = OutcomeFormSet(request.POST, **about)
    else:
        form = ReviewForm(plan=plan, initial={"version": plan.version}, **kept)
        rows = OutcomeFormSet(initial=kept_outcomes(form.kept, targets, about), **about)
    by_number = {str(target.pk): target for target in targets}
    for row in rows:
        row.about = by_number.get(str(row["target"].value()))
    return form, rows


def kept_outcomes(kept, targets, about) -> list[dict]:
    """One row per target; what a draft holds for it, found by the target's number."""
    typed = {}
    if kept is not None:
        bound = OutcomeFormSet(data=kept, **about)
        for row in bound.forms if bound.management_form.is_valid() else []:
            values = {name: row[name].value() for name in ("outcome", "note", "evidence")}
            typed[str(row["target"].value())] = values
    return [{"target": target.pk, **typed.get(str(target.pk), {})} for target in targets]


def reviewed(request, plan, form, rows):
    """The response to a valid POST, or None where the form must be shown."""

    def save():
        went = {
            row["target"]: Went(row["outcome"], row["note"], row["evidence"])
            for row in rows.cleaned_data
        }
        try:
            services.review(
                plan=plan, by=request.user, version=form.cleaned_data["version"], outcomes=went,
                **form.answers,
            )  # fmt: skip
        except Target.DoesNotExist:
            raise Http404 from None
        except ValueError as why:
            raise edits.IllegalMove(str(why)) from None
        return leads_to(request, plan, form.cleaned_data["decision"])

    chosen = form["decision"].value() if form.is_bound else ""
    done = DONE.get(chosen, "Reviewed.").format(senco=plan.school.policy.senco_title)
    return send(request, form, save, cancel_url=plan.get_absolute_url(), done=done, beside=[rows])


def leads_to(request, plan, decision):
    """Who may move the child goes to the question about the stage; others to the next plan."""
    if decision in ASKS_STAGE and may(request.user, P.REGISTER_EDIT, plan.school_id):
        return f"/plan-reviews/{plan.reviews.last().pk}/stage/"
    return following.next_of(plan) or plan


@needs(P.REGISTER_EDIT)
@require_http_methods(["GET", "POST"])
@reads("read")
def stage(request, pk):
    """Move the child on the register's own page, or say here why the stage stays."""
    visible = SupportPlan.objects.visible_to(request.user)
    review = get_object_or_404(Review.objects.filter(stage_by__isnull=False), pk=pk,
                               plan__in=visible.values("pk"))  # fmt: skip
    plan = finding.readable(request, review.plan_id)
    require(request.user, P.REGISTER_EDIT, school_id=plan.school_id)
    review.plan = plan
    back = plan.get_absolute_url()
    kept = {"kept_by": request.user, "kept_as": "stage-stays", "kept_key": f"review-{pk}"}
    form = WhyForm(request.POST or None, **kept)

    def save():
        stages.stays(review=review, by=request.user, **form.answers)
        return back

    if answer := send(request, form, save, cancel_url=back, done="Noted: the stage stays."):
        return answer
    context = {
        "form": form, "plan": plan, "pupil": plan.pupil, "review": review, "cancel_url": back,
        "by": words(review.stage_by), "is_open": review.stage_settled_at is None,
        "next_plan": following.next_of(plan),
        "more": review.decision == Decision.STEP_UP,
    }  # fmt: skip
    return render(request, "iep/reviews/stage.html", context)
