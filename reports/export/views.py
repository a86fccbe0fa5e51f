"""All records of a school as one file: asked for, agreed, how far it is, downloaded, removed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from reports.export import forms, services, showing
from reports.export.models import SchoolExport
from schools.access import record_or_404, school_or_404
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove
from sendcase.moment import LONDON
from sendcase.pages import keyset

JOINED = ("school", "asked_by", "second_by", "job")


@needs(P.REPORTS_OPEN)
@require_GET
@reads("listed")
def index(request, school):
    """Of both sides: who asks, and who agrees."""
    school = school_or_404(request, school, P.REPORTS_OPEN)
    may_ask = may(request.user, P.SCHOOL_EXPORT, school.pk)
    if not (may_ask or may(request.user, P.SCHOOL_EXPORT_SECOND, school.pk)):
        raise Http404
    rows = SchoolExport.objects.visible_to(request.user).filter(school=school)
    page = keyset(rows.select_related(*JOINED), order=("-pk",), request=request, size=20)
    context = {
        "school": school, "may_ask": may_ask, "page": page,
        "rows": [showing.row_of(row) for row in page.rows],
        "under_way": any(row.state in ("asked", "making") for row in page.rows),
    }  # fmt: skip
    return render(request, "reports/export/index.html", context)


@needs(P.SCHOOL_EXPORT)
@require_http_methods(["GET", "POST"])
@confirm_password
def new(request, school):
    school = school_or_404(request, school, P.SCHOOL_EXPORT)
    form = forms.AskForm(
        request.POST or None, kept_by=request.user, kept_as="school-export", kept_key=school.slug
    )

    def save():
        return services.ask(school=school, by=request.user, reason=form.cleaned_data["reason"])

    back = f"/{school.slug}/export/"
    done = "Asked. A second person has to agree."
    if reply := send(request, form, save, cancel_url=back, done=done):
        return reply
    context = {"school": school, "form": form, "cancel_url": back, "submit": "Ask for it",
               "heading": "Ask for all records", "is_new": True}  # fmt: skip
    return render(request, "reports/export/form.html", context)


def found_or_404(request, pk) -> SchoolExport:
    rows = SchoolExport.objects.visible_to(request.user)
    return record_or_404(request, rows.select_related(*JOINED), pk)


@needs(P.REPORTS_OPEN)
@require_GET
@reads()
def page(request, pk):
    row = found_or_404(request, pk)
    return render(request, "reports/export/page.html", showing.page(row, request.user))


@needs(P.REPORTS_OPEN)
@require_GET
def progress(request, pk):
    """Names nobody, so it may be asked for every few seconds."""
    row = found_or_404(request, pk)
    if not request.htmx:
        return redirect(row)
    found = showing.going_on(row)
    if found["progress"] is None:
        return HttpResponseClientRedirect(row.get_absolute_url())
    return render(request, "reports/export/partials/_progress.html", found)


STEPS = {
    "agree": ("The records may be taken away", forms.AgreeForm, services.agree,
              "Agreed. The file is being put together.", "I agree"),
    "refuse": ("The records stay here", forms.RefuseForm, services.refuse,
               "Written down. Nothing is taken away.", "I do not agree"),
}  # fmt: skip


@needs(P.SCHOOL_EXPORT_SECOND)
@require_http_methods(["GET", "POST"])
@confirm_password
@reads()
def step(request, pk, key):
    if key not in STEPS:
        raise Http404
    row = found_or_404(request, pk)
    require(request.user, P.SCHOOL_EXPORT_SECOND, school_id=row.school_id)
    heading, kind, service, done, submit = STEPS[key]
    about = f"school-export-{key}"
    form = kind(
        request.POST or None, row=row, kept_by=request.user, kept_as=about, kept_key=f"export-{pk}"
    )

    def save():
        service(row=row, by=request.user, version=form.cleaned_data["version"], **form.answers)

    back = row.get_absolute_url()
    if reply := send(request, form, save, cancel_url=back, done=done):
        return reply
    context = {"row": row, "school": row.school, "form": form, "heading": heading,
               "cancel_url": back, "submit": submit, "line": showing.row_of(row)}  # fmt: skip
    return render(request, "reports/export/form.html", context)


@needs(P.REPORTS_OPEN)
@require_POST
def stop(request, pk):
    """Either side may: the head takes an agreement back this way."""
    return pressed(request, pk, services.stop, "Stopped. Nothing was kept of it.")


@needs(P.REPORTS_OPEN)
@require_POST
def remove(request, pk):
    return pressed(request, pk, services.remove, "The file was removed.")


def pressed(request, pk, move, done):
    row = found_or_404(request, pk)
    try:
        move(row=row, by=request.user)
    except IllegalMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(row)


@needs(P.SCHOOL_EXPORT)
@require_GET
@confirm_password
@reads("downloaded")
def file(request, pk):
    row = found_or_404(request, pk)
    if not services.may_take(request.user, row):
        raise PermissionDenied
    if row.state != SchoolExport.State.READY:
        raise Http404
    name = f"{row.school.slug}-{row.built_at.astimezone(LONDON):%Y-%m-%d}.zip"
    return FileResponse(
        row.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )
