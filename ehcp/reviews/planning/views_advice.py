"""Advice: what came and what is awaited; one person's; a teacher's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.plans import content as of_plans
from ehcp.plans import readers, showing
from ehcp.reviews import finding, states
from ehcp.reviews.circulation import role_of
from ehcp.reviews.models import AnnualReview, Invitation
from ehcp.reviews.planning import circulating, forms, links, services
from ehcp.reviews.planning.moving import when
from ehcp.reviews.planning.views import kept, opened, shown
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove


@needs(P.EHC_VIEW)
@require_GET
@reads()
def advice_list(request, pk):
    row = finding.readable(request, pk)
    context = {"row": row, "pupil": row.pupil, "asked": asked_of(row),
               "others": [each for each in row.invitations.all() if not each.advice_asked_on
                          and not each.advice_on and each.invited_on],
               "may_take": states.can(row, "take advice"),
               "may_edit": finding.may_write(request, row)}  # fmt: skip
    return render(request, "ehcp/reviews/planning/advice_list.html", context)


def asked_of(row) -> list[dict]:
    """With the number of each one’s newest link, by which a second press is known."""
    newest = links.newest_of(row)
    return [each | {"newest": newest.get(each["person"].pk, "")}
            for each in circulating.state_of(row)]  # fmt: skip


@needs(P.EHC_VIEW)
@require_GET
def awaited(request, person):
    """From Today, which knows the invitation only."""
    found = get_object_or_404(Invitation.objects.visible_to(request.user), pk=person)
    return redirect(f"{reverse('ehc_reviews:advice_list', args=[found.review_id])}#a{found.pk}")


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def advice(request, pk, person):
    row, too_late = opened(request, pk, "take advice")
    found = finding.of_review(request, Invitation, row, person)
    if too_late:
        return too_late
    form = forms.AdviceForm(
        request.POST or None, request.FILES or None, row=found,
        **kept(request, "advice", f"person-{person}"),
    )  # fmt: skip

    def save():
        given = form.cleaned_data
        services.take_advice(row=row, by=request.user, person=found, on=given["on"],
                             words=given["words"], paper=given["upload"],
                             version=given["version"])  # fmt: skip

    return shown(request, row, form, save, f"Advice: {role_of(found)}",
                 cancel_url=f"{row.get_absolute_url()}advice/", person=found)  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def none(request, pk, person):
    row, too_late = opened(request, pk, "take advice")
    found = finding.of_review(request, Invitation, row, person)
    if too_late:
        return too_late
    form = forms.NoAdviceForm(
        request.POST or None, row=found, **kept(request, "no-advice", f"person-{person}")
    )

    def save():
        services.no_advice(row=row, by=request.user, person=found,
                           reason=form.cleaned_data["reason"],
                           version=form.cleaned_data["version"])  # fmt: skip

    return shown(request, row, form, save, "No advice will come", person=found,
                 cancel_url=f"{row.get_absolute_url()}advice/")  # fmt: skip


@needs(P.EHC_EDIT)
@require_http_methods(["POST"])
def new_link(request, pk, person):
    """Shown once, to be given on by whoever asked for it: we keep only its hash."""
    row = finding.writable(request, pk)
    found = finding.of_review(request, Invitation, row, person)
    shown_then = request.POST.get("newest", "")
    number = int(shown_then) if shown_then.isdecimal() and len(shown_then) < 19 else None
    try:
        token = services.ask_again(row=row, by=request.user, person=found, newest=number)
    except IllegalMove as why:
        messages.warning(request, str(why))
        return redirect("ehc_reviews:advice_list", pk)
    context = {"row": row, "pupil": row.pupil, "person": found, "link": links.address(token)}
    return render(request, "ehcp/reviews/planning/link_made.html", context)


@needs(P.EHC_ADVISE)
@require_http_methods(["GET", "POST"])
@reads()
def mine(request, pk):
    """What whoever teaches the child writes in their own name; they read no other advice."""
    rows = AnnualReview.objects.visible_to(request.user, P.EHC_ADVISE)
    row = record_or_404(request, rows.select_related("school__policy", "pupil", "plan"), pk)
    if not states.can(row, "take advice"):
        raise Http404
    person = row.invitations.filter(user=request.user).first()
    form = forms.OwnAdviceForm(
        request.POST or None, person=person, **kept(request, "own-advice", f"review-{pk}")
    )

    def save():
        services.own_advice(row=row, by=request.user, words=form.cleaned_data["words"],
                            version=form.cleaned_data["version"] if person else None)  # fmt: skip

    back = f"/pupils/{row.pupil_id}/"
    if answer := send(request, form, save, cancel_url=back, done="Thank you. It is kept."):
        return answer
    version = readers.newest(row.plan)
    letters = showing.letters_for(request.user, row.pupil)
    blocks = []
    if version and "E" in letters:
        value = of_plans.without(of_plans.of_version(version), "E")
        blocks = of_plans.blocks(value, ["E"])
    context = {"row": row, "pupil": row.pupil, "form": form, "cancel_url": back, "blocks": blocks,
               "when": when(row), "person": person}  # fmt: skip
    return render(request, "ehcp/reviews/planning/my_advice.html", context)
