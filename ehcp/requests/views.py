"""Requests for an assessment: the school's list, one request, its steps."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.plans.models import EhcPlan
from ehcp.requests import listing, others, services, showing
from ehcp.requests.forms import CorrectForm, StartForm
from ehcp.requests.models import AssessmentRequest
from ehcp.requests.steps import STEPS
from ehcp.tabs import tabs
from pupils.access import pupil_or_404, require_about
from pupils.querysets import pupil_scope
from schools.access import record_or_404, school_or_404
from schools.sheets import answer, links, list_file, school_to_take
from sendcase.drafts.sending import send
from sendcase.pages import keyset

ORDER = ("-pk",)
DAY_NAMES = {
    "consulted_on": "The family was asked", "sent_on": "The request was sent",
    "received_on": "The authority received it", "decided_on": "It decided to assess or not",
    "advice_asked_on": "The school was asked for advice", "advice_sent_on": "The advice went",
    "no_plan_on": "It said that there will be no plan", "draft_on": "The draft came",
    "issued_on": "The plan was issued", "replied_on": "The school answered",
}  # fmt: skip


def rows_for(request, school):
    rows = AssessmentRequest.objects.visible_to(request.user).filter(school=school)
    return listing.narrow(listing.joined(rows), request.GET.get("show", "open"))


@needs(P.EHC_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def request_list(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    show = request.GET.get("show", "open")
    show = show if show in listing.SHOW else "open"
    page = keyset(rows_for(request, school), order=ORDER, request=request)
    context = {
        "page": page, "rows": [listing.row_of(row) for row in page.rows], "show": show,
        "shows": [(key, words, key == show) for key, words in listing.SHOW.items()],
        "tabs": tabs(request, "ehc/requests"),
        **links(request, school.pk, f"/{school.slug}/ehc/requests/as/"),
    }  # fmt: skip
    return render(request, "ehcp/requests/list.html", context)


@list_file
def request_sheet(request, school, kind):
    school = school_to_take(request, school, P.EHC_VIEW)
    rows = rows_for(request, school).filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    back = f"/{school.slug}/ehc/requests/"
    return answer(
        request, kind, rows.order_by(*ORDER), lambda found: listing.sheet_of(found, school), back
    )


def request_or_404(request, pk):
    rows = AssessmentRequest.objects.visible_to(request.user)
    joined = ("school__policy", "pupil__class_group", "plan")
    return record_or_404(request, rows.select_related(*joined), pk)


@needs(P.EHC_VIEW)
@require_GET
@reads()
def page(request, pk):
    row = request_or_404(request, pk)
    return render(request, "ehcp/requests/page.html", showing.request_page(request, row))


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def new(request, pk):
    """A first assessment; a new one where a plan is in force."""
    pupil = pupil_or_404(request, pk, P.EHC_EDIT)
    plan = EhcPlan.objects.visible_to(request.user).filter(pupil=pupil).in_force().first()
    form = StartForm(
        request.POST or None, kept_by=request.user, kept_as="ehc-request",
        kept_key=f"pupil-{pk}",
    )  # fmt: skip
    back = f"/pupils/{pk}/ehc/"

    def save():
        return services.start(
            pupil=pupil, by=request.user, is_reassessment=plan is not None, **form.answers
        )

    if reply := send(request, form, save, cancel_url=back, done="Begun. The steps stand below."):
        return reply
    heading = "A new assessment" if plan else "An EHC needs assessment"
    context = {"pupil": pupil, "form": form, "cancel_url": back, "heading": heading,
               "bar": showing.bar(plan), "submit": "Begin"}  # fmt: skip
    return render(request, "ehcp/requests/form.html", context)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def step(request, pk, key):
    if key not in STEPS:
        raise Http404
    row, this = request_or_404(request, pk), STEPS[key]
    require_about(request.user, P.EHC_EDIT, row.pupil)
    form = this.form(
        request.POST or None, row=row, kept_by=request.user, kept_as=f"ehc-{key}",
        kept_key=f"request-{pk}",
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        return this.save(row=row, by=request.user, version=version, **form.answers)

    return shown(request, row, form, save, this.title, this.done)


@needs(P.EHC_EDIT)
@require_http_methods(["GET", "POST"])
@reads()
def correct(request, pk):
    row = request_or_404(request, pk)
    require_about(request.user, P.EHC_EDIT, row.pupil)
    return corrected(request, row, others.CORRECTABLE, f"request-{pk}")


def corrected(request, row, names, key):
    """Shared with consultations."""
    choices = [(name, DAY_NAMES[name]) for name in names if getattr(row, name)]
    form = CorrectForm(
        request.POST or None, row=row, choices=choices, kept_by=request.user,
        kept_as="ehc-correct", kept_key=key,
    )  # fmt: skip

    def save():
        version = form.cleaned_data["version"]
        others.correct_day(row=row, by=request.user, version=version, **form.answers)

    done = "Corrected. What stood there before is kept."
    return shown(request, row, form, save, "Correct a day", done)


def shown(request, row, form, save, heading, done):
    back = row.get_absolute_url()
    if reply := send(request, form, save, cancel_url=back, done=done):
        return reply
    context = {"row": row, "pupil": row.pupil, "form": form, "heading": heading,
               "cancel_url": back, "submit": "Write it down"}  # fmt: skip
    return render(request, "ehcp/requests/form.html", context)
