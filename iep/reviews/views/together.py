"""Several plans reviewed on one screen: those of a class, or those ticked in the list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from iep import services
from iep.reviews import filling, many, together
from iep.reviews.forms import TogetherForm
from schools.access import school_or_404
from sendcase.drafts.sending import REPEATED


@needs(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: request.GET.dict())
def page(request, slug):
    school = school_or_404(request, slug, P.PLAN_EDIT)
    chosen = together.chosen(request.GET)
    if chosen is None:
        raise Http404
    if chosen.is_nothing:
        context = {"classes": together.classes(request.user, school)}
        return render(request, "iep/reviews/classes.html", context)
    kept = {"kept_by": request.user, "kept_as": "review-together", "kept_key": chosen.key}
    form = TogetherForm(request.POST or None, **kept)
    parts, rest = together.parts(request, school, chosen, form)
    if not parts and not together.lately(request.user, school, chosen):
        raise Http404
    names = {f"all_{what}": [name for part in parts for name in part.names(what)]
             for what in ("outcome", "decision")}  # fmt: skip
    if answer := filling.filled(request, form, names):
        return answer
    problems = []
    if request.method == "POST":
        if answer := saved(request, form, parts, problems):
            return answer
        parts, rest = together.parts(request, school, chosen, form, dict(problems))
    context = together.context(request.user, school, chosen, form, parts, rest)
    return render(request, "iep/reviews/together.html", context, status=409 if problems else 200)


def saved(request, form, parts, problems: list):
    """The response to a POST; None where some of the page must be shown again, and why."""
    if kept := form.save_draft_if_asked(request):
        return kept
    touched = [part for part in parts if part.is_touched]
    whole = [part for part in touched if part.is_valid()]
    if not form.is_valid() or not touched:
        if not touched:
            form.add_error(None, "Nothing is filled in yet. Say how the targets of a plan went.")
        return None
    if not whole:
        return None
    day = form.cleaned_data["reviewed_on"]

    def save_one(part):
        services.review(plan=part.plan, by=request.user, reviewed_on=day, **part.answers)

    done = many.save_each(request, form, whole, save_one)
    if done.repeated:
        messages.info(request, REPEATED)
        return redirect(request.get_full_path())
    if done.done:
        messages.success(request, together.done_words(done.done))
    form.renew()
    for number, words in done.problems.items():
        messages.warning(request, f"{done.names[number]}: not saved. {words}")
        problems.append((number, words))
    if len(done.done) == len(touched):
        return redirect(request.get_full_path())
    return None
