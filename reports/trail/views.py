"""Choosing children, the trails that were made, one of them, how far it is, its papers."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit import log
from audit.reads import reads
from reports.trail import candidates, choosing, services, showing
from reports.trail.forms import MOST_SEED, ChooseForm, seed_of
from reports.trail.models import CaseTrail, CaseTrailPupil
from schools.access import record_or_404, school_or_404
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.pages import keyset

JOINED = ("job", "asked_by", "school__policy")
DONE = "The trails are being made. You may leave this page."


@needs(P.CASE_TRAIL)
@require_GET
def trails(request, school):
    school = school_or_404(request, school, P.CASE_TRAIL)
    rows = CaseTrail.objects.visible_to(request.user).filter(school=school)
    rows = rows.select_related(*JOINED).annotate(children=Count("pupils"))
    page = keyset(rows, order=("-pk",), request=request, size=20)
    context = {"page": page, "rows": [showing.row_of(row) for row in page.rows]}
    return render(request, "reports/trail/list.html", context)


@needs(P.CASE_TRAIL)
@require_http_methods(["GET", "POST"])
@reads("listed", detail=lambda request: {"seed": request.GET.get("seed", "")})
def new(request, school):
    school = school_or_404(request, school, P.CASE_TRAIL)
    found, seed = list(candidates.entries(request.user, school)), seed_of(request.GET.get("seed"))
    drawn = [] if seed is None else choosing.spread(list(map(candidates.candidate, found)), seed)
    form = ChooseForm(
        request.POST or None, found=found, drawn=drawn, seed=seed,
        kept_by=request.user, kept_as="case-trail", kept_key=f"school-{school.pk}-{seed or 0}",
    )  # fmt: skip
    back = f"/{school.slug}/case-trail/"

    def save():
        said = form.answers
        return services.ask(
            school=school, pupils=said["pupil"], seed=said["seed"], by=request.user
        ).get_absolute_url()

    if answer := send(request, form, save, cancel_url=back, done=DONE):
        return answer
    context = {
        "form": form, "back": back, "seed": seed, "most": choosing.MOST,
        "rows": candidates.rows(found, form.ticked),
        "next_seed": moment.today().toordinal() % MOST_SEED if seed is None else seed,
    }  # fmt: skip
    return render(request, "reports/trail/new.html", context)


def trail_or_404(request, pk) -> CaseTrail:
    rows = CaseTrail.objects.visible_to(request.user).select_related(*JOINED)
    return record_or_404(request, rows, pk)


@needs(P.CASE_TRAIL)
@require_GET
@reads()
def page(request, pk):
    return render(request, "reports/trail/page.html", showing.page(trail_or_404(request, pk)))


@needs(P.CASE_TRAIL)
@require_GET
def progress(request, pk):
    """Names no child, so it may be asked for every few seconds."""
    trail = trail_or_404(request, pk)
    if not request.htmx:
        return redirect(trail)
    found = showing.going_on(trail)
    if found["progress"] is None:
        return HttpResponseClientRedirect(trail.get_absolute_url())
    return render(request, "reports/trail/partials/_progress.html", found)


@needs(P.CASE_TRAIL)
@require_POST
def stop(request, pk):
    return pressed(request, pk, services.stop, "Stopped. Nothing was kept of it.")


@needs(P.CASE_TRAIL)
@require_POST
def throw_away(request, pk):
    return pressed(request, pk, services.throw_away, "The files are gone.")


def pressed(request, pk, move, done):
    trail = trail_or_404(request, pk)
    try:
        move(trail=trail, by=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(trail)


@needs(P.CASE_TRAIL)
@require_GET
@confirm_password
@reads("printed")
def paper(request, pk):
    """All in one. The log also says of each child in it who printed it."""
    trail = trail_or_404(request, pk)
    if not trail.file:
        raise Http404
    with transaction.atomic():
        for row in trail.pupils.exclude(file=""):
            log.read(row, by=request.user, school_id=trail.school_id, how="printed",
                     pupil_id=row.pupil_id, detail={"trail": trail.pk})  # fmt: skip
    return answered(trail.file, f"case-trail-{trail.pk}.pdf")


@needs(P.CASE_TRAIL)
@require_GET
@confirm_password
@reads("printed")
def paper_of(request, pk, position):
    trail = trail_or_404(request, pk)
    rows = CaseTrailPupil.objects.visible_to(request.user).filter(trail=trail)
    row = get_object_or_404(rows.exclude(file=""), position=position)
    request.record = row
    return answered(row.file, f"case-trail-{trail.pk}-{position}.pdf")


def answered(file, name):
    response = FileResponse(file.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
