"""Choosing what goes in, one pack, how far it is, stopping and trying again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.packs import missing, outside, parts, services, showing
from ehcp.packs.case import Case
from ehcp.packs.forms import ChooseForm
from ehcp.packs.models import Pack
from ehcp.requests.models import AssessmentRequest
from ehcp.reviews.models import AnnualReview
from pupils.access import may_about, require_about
from schools.access import record_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.pages import keyset

JOINED = ("job", "document", "asked_by", "school__policy", "pupil__class_group")


@needs(P.EHC_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def for_request(request, pk):
    rows = AssessmentRequest.objects.visible_to(request.user)
    row = record_or_404(request, rows.select_related("school__policy", "pupil__class_group"), pk)
    return choosing(request, Case(by=request.user, request=row), f"request-{pk}")


@needs(P.EHC_VIEW)
@require_http_methods(["GET", "POST"])
@reads()
def for_review(request, pk):
    rows = AnnualReview.objects.visible_to(request.user)
    joined = ("school__policy", "pupil__class_group", "plan")
    row = record_or_404(request, rows.select_related(*joined), pk)
    return choosing(request, Case(by=request.user, review=row), f"review-{pk}")


def choosing(request, case, key):
    """Who may not make one sees those that were made."""
    may_make = may_about(request.user, P.EHC_EDIT, case.pupil)
    if request.method == "POST":
        require_about(request.user, P.EHC_EDIT, case.pupil)
    owner = {"review": case.review, "request": case.request}
    found = parts.gather(case) if may_make else {}
    form = ChooseForm(
        request.POST or None, found=found, kept_by=request.user, kept_as="ehc-pack", kept_key=key
    )
    back = case.about.get_absolute_url()

    def save():
        return services.ask(by=request.user, **owner, **form.answers)

    done = "The papers are being put together. You may leave this page."
    if reply := send(request, form, save, cancel_url=back, done=done):
        return reply
    packs = Pack.objects.visible_to(request.user).filter(**owner).select_related(*JOINED)
    page = keyset(packs, order=("-pk",), request=request, size=20)
    context = {
        "case": case, "pupil": case.pupil, "form": form, "may_make": may_make, "back": back,
        "rows": form.rows(), "missing": missing.sentences(case, found) if may_make else [],
        "outside": outside.of(case) if may_make else [],
        "page": page, "packs": [showing.row_of(pack) for pack in page.rows],
        "at_work": any(services.is_at_work(pack) for pack in page.rows),
    }  # fmt: skip
    return render(request, "ehcp/packs/choose.html", context)


def pack_or_404(request, pk) -> Pack:
    rows = Pack.objects.visible_to(request.user)
    return record_or_404(request, rows.select_related(*JOINED, "request", "review__plan"), pk)


@needs(P.EHC_VIEW)
@require_GET
@reads()
def page(request, pk):
    pack = pack_or_404(request, pk)
    may_make = may_about(request.user, P.EHC_EDIT, pack.pupil)
    context = showing.page(pack) | {
        "may_make": may_make, "about": pack.request or pack.review,
        "outside": outside.of(pack) if may_make else [], "choose_url": choose_url(pack),
    }  # fmt: skip
    return render(request, "ehcp/packs/page.html", context)


def choose_url(pack) -> str:
    if pack.request_id:
        return reverse("ehc_packs:for_request", args=[pack.request_id])
    return reverse("ehc_packs:for_review", args=[pack.review_id])


@needs(P.EHC_VIEW)
@require_GET
def progress(request, pk):
    """Names no child and no paper, so it may be asked for every few seconds."""
    pack = pack_or_404(request, pk)
    if not request.htmx:
        return redirect(pack)
    found = showing.going_on(pack)
    if found["progress"] is None:
        return HttpResponseClientRedirect(pack.get_absolute_url())
    return render(request, "ehcp/packs/partials/_progress.html", found)


@needs(P.EHC_EDIT)
@require_POST
def stop(request, pk):
    return pressed(request, pk, services.stop, "Stopped. Nothing was kept of it.")


@needs(P.EHC_EDIT)
@require_POST
def again(request, pk):
    done = "The papers are being put together. You may leave this page."
    return pressed(request, pk, services.again, done)


def pressed(request, pk, move, done):
    pack = pack_or_404(request, pk)
    require_about(request.user, P.EHC_EDIT, pack.pupil)
    try:
        pack = move(pack=pack, by=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(pack)
