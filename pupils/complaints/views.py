"""Complaints: the list of a school, one complaint, what is written down about it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from pupils.access import may_about, pupil_or_404, require_about
from pupils.complaints import forms, listing, printing, services, showing
from pupils.complaints.models import Complaint
from pupils.querysets import pupil_scope
from schools.access import record_or_404, school_or_404
from schools.sheets import answer as sheet_answer
from schools.sheets import links, list_file, school_to_take
from sendcase.drafts.sending import send
from sendcase.pages import keyset
from sendcase.pdf import PdfFailed

NEWEST = ("-made_on", "-pk")


def complaint_or_404(request, pk) -> Complaint:
    rows = Complaint.objects.visible_to(request.user)
    joined = ("school__policy", "pupil__class_group", *showing.JOINED)
    return record_or_404(request, rows.select_related(*joined), pk)


@needs(P.COMPLAINT_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def complaint_list(request, school):
    school = school_or_404(request, school, P.COMPLAINT_VIEW)
    filters = listing.Filters(request.GET)
    found = filters.narrow(listing.rows_of(request.user, school))
    page = keyset(found, order=NEWEST, request=request)
    context = {
        "page": page,
        "rows": [listing.row_of(row) for row in page.rows],
        "filters": filters,
        **links(request, school.pk, f"/{school.slug}/complaints/as/"),
    }
    return render(request, "complaints/list.html", context)


@list_file
def complaint_sheet(request, school, kind):
    school = school_to_take(request, school, P.COMPLAINT_VIEW)
    rows = listing.Filters(request.GET).narrow(listing.rows_of(request.user, school))
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return sheet_answer(
        request, kind, rows.order_by(*NEWEST),
        lambda found: listing.sheet_of(found, school), f"/{school.slug}/complaints/",
        "to one way or step",
    )  # fmt: skip


@needs(P.COMPLAINT_ANSWER)
@require_GET
@reads()
def page(request, pk):
    """All of it for SENCO and head; for the colleague who is asked, what it is about."""
    complaint = complaint_or_404(request, pk)
    context = {
        "complaint": complaint,
        "shown": showing.line(complaint),
        "may_answer": services.may_answer(complaint, request.user),
        "sees_all": may_about(request.user, P.COMPLAINT_VIEW, complaint.pupil),
    }
    if context["sees_all"]:
        steps = showing.steps_of(request.user, [complaint]).get(complaint.pk, ())
        context["shown"] = showing.in_full(complaint, steps)
        context["may_edit"] = may_about(request.user, P.COMPLAINT_EDIT, complaint.pupil)
    return render(request, "complaints/page.html", context)


@needs(P.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    pupil = pupil_or_404(request, pk, P.COMPLAINT_EDIT)
    form = forms.RecordForm(
        request.POST or None, pupil=pupil, user=request.user,
        kept_by=request.user, kept_as="complaint", kept_key=f"pupil-{pk}",
    )  # fmt: skip
    back = f"/pupils/{pk}/complaints/"

    def save():
        return services.record(pupil=pupil, by=request.user, **form.recorded)

    if answered := send(request, form, save, cancel_url=back, done="The complaint is recorded."):
        return answered
    return render(
        request, "complaints/new.html", {"pupil": pupil, "form": form, "cancel_url": back}
    )


@needs(P.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def change(request, pk):
    complaint = complaint_to_edit(request, pk)
    form = forms.RecordForm(
        request.POST or None, pupil=complaint.pupil, user=request.user, complaint=complaint,
        **kept(request, "change", pk),
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        return services.change(
            complaint=complaint, by=request.user, version=version, **form.recorded
        )

    heading = "Change what was written down"
    return shown(request, complaint, form, save, heading, complaint.is_open)


@needs(P.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def ask(request, pk):
    complaint = complaint_to_edit(request, pk)
    form = forms.AskForm(request.POST or None, complaint=complaint, **kept(request, "ask", pk))
    return doing(request, complaint, form, services.ask, "Ask a colleague", complaint.is_open)


@needs(P.COMPLAINT_ANSWER)
@require_http_methods(["GET", "POST"])
@reads()
def answer(request, pk):
    complaint = complaint_or_404(request, pk)
    if complaint.is_awaited and not services.may_answer(complaint, request.user):
        raise PermissionDenied(P.COMPLAINT_ANSWER)
    form = forms.AnswerForm(
        request.POST or None, complaint=complaint, **kept(request, "answer", pk)
    )
    return doing(request, complaint, form, services.answer, "Answer", complaint.is_awaited)


@needs(P.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def step(request, pk):
    complaint = complaint_to_edit(request, pk)
    form = forms.StepForm(request.POST or None, complaint=complaint, **kept(request, "step", pk))
    return doing(request, complaint, form, services.add_step, "Add a step", complaint.is_open)


@needs(P.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def close(request, pk):
    complaint = complaint_to_edit(request, pk)
    form = forms.CloseForm(request.POST or None, complaint=complaint, **kept(request, "close", pk))
    return doing(request, complaint, form, services.close, "Close the complaint", complaint.is_open)


@needs(P.COMPLAINT_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def open_again(request, pk):
    complaint = complaint_to_edit(request, pk)
    form = forms.OpenAgainForm(
        request.POST or None, complaint=complaint, **kept(request, "open", pk)
    )
    return doing(
        request, complaint, form, services.open_again, "Open it again", not complaint.is_open
    )


@needs(P.COMPLAINT_VIEW)
@require_GET
@reads("printed")
def printed(request, pk):
    pupil = pupil_or_404(request, pk, P.COMPLAINT_VIEW)
    try:
        data = printing.case_pdf(request.user, pupil)
    except PdfFailed:
        return render(request, "complaints/no_paper.html", {"pupil": pupil}, status=503)
    response = HttpResponse(data, content_type="application/pdf")
    name = slugify(f"complaints-{pupil.first_name}")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def complaint_to_edit(request, pk) -> Complaint:
    complaint = complaint_or_404(request, pk)
    require_about(request.user, P.COMPLAINT_EDIT, complaint.pupil)
    return complaint


def kept(request, what, pk) -> dict:
    return {
        "kept_by": request.user,
        "kept_as": f"complaint-{what}",
        "kept_key": f"complaint-{pk}",
    }


def doing(request, complaint, form, service, heading, fits):
    """A form whose words go to one service as they are."""

    def save():
        service(complaint=complaint, by=request.user, **form.given)

    return shown(request, complaint, form, save, heading, fits)


def shown(request, complaint, form, save, heading, fits):
    """fits: whether this can be done now. An old link leads to the page, which says how it is."""
    cancel = complaint.get_absolute_url()
    if answered := send(request, form, save, cancel_url=cancel, done="Saved."):
        return answered
    if request.method == "GET" and not fits:
        return redirect(complaint)
    context = {
        "complaint": complaint, "shown": showing.line(complaint), "form": form,
        "heading": heading, "cancel_url": cancel,
        "sees_all": may_about(request.user, P.COMPLAINT_VIEW, complaint.pupil),
    }  # fmt: skip
    return render(request, "complaints/form.html", context)
