"""The SENCO's check of all plans, and the lead's answer where a change was asked for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep.dates import words
from iep.models import SupportPlan
from iep.reviews import checks, filling, many, overview
from iep.reviews.forms import AnswerForm, ManyForm
from iep.reviews.models import PlanCheck
from iep.views import finding
from pupils.wording import counted
from schools.access import school_by_id, school_or_404
from schools.sheets import links
from sendcase.drafts.sending import REPEATED, send


@needs(P.PLAN_CHECK)
@require_GET
def due(request, pk):
    """From the line on Today, which knows the school's number."""
    school = school_by_id(request.user, pk)
    school_or_404(request, school.slug, P.PLAN_CHECK)
    return redirect("plan_reviews:check", school.slug)


@needs(P.PLAN_CHECK)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: request.GET.dict())
def check_all(request, slug):
    school = school_or_404(request, slug, P.PLAN_CHECK)
    period = checks.period_now(school.pk)
    if period is None:
        return render(request, "iep/reviews/no_check.html", no_check(request, school))
    kept = {"kept_by": request.user, "kept_as": "check-plans", "kept_key": f"school-{school.pk}"}
    form = ManyForm(request.POST or None, **kept)
    page = overview.page_of(request, school, period)
    parts = overview.parts(request, form, page)
    names = [name for part in parts for name in part.names("finding")]
    if answer := filling.filled(request, form, {"all_finding": names}):
        return answer
    problems = []
    if request.method == "POST":
        if answer := saved(request, form, parts, period, problems):
            return answer
        page = overview.page_of(request, school, period)
        parts = overview.parts(request, form, page)
        for part in parts:
            if part.plan.pk in dict(problems):
                part.renew()
    context = {
        "school": school, "period": period, "until": words(period.ends_on), "page": page,
        "form": form, "groups": overview.groups(parts), "count": overview.so_far(school, period),
        "wrong": [part for part in parts if form.is_bound and part.is_touched and part.errors],
        **links(request, school.pk, f"{request.path}as/"),
    }  # fmt: skip
    return render(request, "iep/reviews/check.html", context, status=409 if problems else 200)


def no_check(request, school) -> dict:
    return {"school": school, "is_used": school.policy.plan_check != "none",
            "may_edit": may(request.user, P.POLICY_EDIT, school.pk)}  # fmt: skip


def saved(request, form, parts, period, problems: list):
    """The response to a POST; None where the page must be shown again."""
    if kept := form.save_draft_if_asked(request):
        return kept
    touched = [part for part in parts if part.is_touched]
    whole = [part for part in touched if part.is_valid()]
    if not form.is_valid() or not touched:
        form.add_error(None, "Nothing is ticked yet. Choose “Fine” or “Ask for a change”.")
        return None
    if not whole:
        return None

    def save_one(part):
        checks.check(plan=part.plan, by=request.user, period=period, **part.cleaned_data)

    done = many.save_each(request, form, whole, save_one)
    if done.repeated:
        messages.info(request, REPEATED)
        return redirect(request.get_full_path())
    if done.done:
        messages.success(request, f"{counted(len(done.done), 'plan')} checked.")
    form.renew()
    for number, why in done.problems.items():
        messages.warning(request, f"{done.names[number]}: not saved. {why}")
        problems.append((number, why))
    return redirect(request.get_full_path()) if len(done.done) == len(touched) else None


@needs(P.PLAN_VIEW)
@require_http_methods(["GET", "POST"])
@reads("read")
def asked(request, pk):
    """What the SENCO asked to be changed: whoever leads changes the plan, or answers here."""
    visible = SupportPlan.objects.visible_to(request.user)
    check = get_object_or_404(PlanCheck, pk=pk, plan__in=visible.values("pk"))
    plan = finding.workable(request, check.plan_id, P.PLAN_EDIT)
    check.plan, back = plan, plan.get_absolute_url()
    kept = {"kept_by": request.user, "kept_as": "check-answer", "kept_key": f"check-{pk}"}
    form = AnswerForm(request.POST or None, **kept)

    def save():
        checks.answer(check=check, by=request.user, **form.answers)
        return back

    if answer := send(request, form, save, cancel_url=back, done="Answered."):
        return answer
    context = {
        "form": form, "plan": plan, "pupil": plan.pupil, "check": check, "cancel_url": back,
        "by": words(check.change_by) if check.change_by else "",
        "is_open": check.finding == "change" and check.settled_at is None,
        "answered_by": check.settled_by.name if check.settled_by else "",
    }  # fmt: skip
    return render(request, "iep/reviews/asked.html", context)
