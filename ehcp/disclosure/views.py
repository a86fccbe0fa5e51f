"""Disclosures: begun, agreed by a second person, sent; the register of the school."""

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from ehcp.disclosure import forms, listing, services, states
from ehcp.disclosure.models import Disclosure
from ehcp.packs.models import Pack
from ehcp.plans import finding as plans
from ehcp.reviews.meeting.papers_views import answered
from ehcp.tabs import tabs
from pupils.access import may_about, require_about
from pupils.querysets import pupil_scope
from schools.access import record_or_404, school_or_404
from schools.sheets import answer, links, list_file, school_to_take
from sendcase.drafts.sending import send as send_form
from sendcase.pages import keyset, query_of
from sendcase.pdf import PdfFailed

ORDER = ("-pk",)


def kept(request, key, about) -> dict:
    return {"kept_by": request.user, "kept_as": f"ehc-disclosure-{key}", "kept_key": about}


def choice(request) -> dict:
    """show, ground, since, until of the address. Raises BadRequest."""
    show, ground = request.GET.get("show", ""), request.GET.get("ground", "")
    if show not in listing.SHOW or ground not in ("", *Disclosure.Ground.values):
        raise BadRequest("show")
    days = {}
    for name in ("since", "until"):
        given = request.GET.get(name, "")
        try:
            days[name] = parse_date(given) if given else None
        except ValueError as wrong:
            raise BadRequest(name) from wrong
        if given and days[name] is None:
            raise BadRequest(name)
    return {"show": show, "ground": ground, **days}


def narrowed(request, school):
    return listing.rows_of(request.user, school, **choice(request))


@needs(P.EHC_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def register(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    page = keyset(narrowed(request, school), order=ORDER, request=request)
    context = {
        "page": page, "rows": [listing.row_of(row) for row in page.rows],
        "shows": listing.SHOW.items(), "grounds": Disclosure.Ground.choices,
        "given": {name: request.GET.get(name, "") for name in ("show", "ground", "since", "until")},
        "tabs": tabs(request, "ehc/disclosures"), "query": query_of(request),
        **links(request, school.pk, f"/{school.slug}/ehc/disclosures/as/"),
    }  # fmt: skip
    return render(request, "ehcp/disclosure/register.html", context)


@list_file
def sheet(request, school, kind):
    school = school_to_take(request, school, P.EHC_VIEW)
    rows = narrowed(request, school)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    back = f"/{school.slug}/ehc/disclosures/"
    return answer(
        request, kind, rows.order_by(*ORDER), lambda found: listing.sheet_of(found, school), back,
        "to fewer days",
    )  # fmt: skip


@needs(P.EHC_VIEW)
@require_GET
@confirm_password
@reads("printed", detail=lambda request: request.GET.dict())
def paper(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    try:
        rows = narrowed(request, school).order_by(*ORDER)
        data = listing.pdf(rows, school, listing.chosen(**choice(request)))
    except PdfFailed:
        context = {"school": school, "query": query_of(request)}
        return render(request, "ehcp/disclosure/no_paper.html", context, status=503)
    return answered(data, "ehc-disclosures")


def found_or_404(request, pk) -> Disclosure:
    rows = Disclosure.objects.visible_to(request.user)
    joined = (*listing.JOINED, "school__policy", "pupil__class_group", "consent", "plan",
              "plan_version__document", "pack__document")  # fmt: skip
    return record_or_404(request, rows.select_related(*joined), pk)


@needs(P.EHC_VIEW)
@require_GET
@reads()
def page(request, pk):
    row = found_or_404(request, pk)
    may_send = may_about(request.user, P.EHC_DISCLOSE, row.pupil)
    context = {
        "row": row, "pupil": row.pupil, "shown": listing.row_of(row),
        "may_decide": states.can(row, "agree") and services.may_decide(request.user, row),
        "may_send": may_send and states.can(row, "send"),
        "may_give_up": may_send and states.can(row, "give up"),
        "why_not": services.why_not(row), "papers": papers_of(row) if may_send else [],
    }  # fmt: skip
    return render(request, "ehcp/disclosure/page.html", context)


def papers_of(row) -> list[tuple[str, int]]:
    """What goes, to be taken along once it may be sent."""
    if row.state not in ("ready", "sent"):
        return []
    found = []
    if row.plan_version:
        found.append(("Our print of the plan", row.plan_version.document_id))
        if row.plan_version.paper_id:
            found.append(("The authority’s paper", row.plan_version.paper_id))
    if row.pack:
        found.append(("The pack", row.pack.document_id))
    return found


@needs(P.EHC_DISCLOSE)
@require_http_methods(["GET", "POST"])
@confirm_password
@reads()
def new(request, pk):
    plan = plans.whole(request, pk)
    require_about(request.user, P.EHC_DISCLOSE, plan.pupil)
    packs = Pack.objects.visible_to(request.user).filter(pupil=plan.pupil, state="ready")
    form = forms.AskForm(
        request.POST or None, pupil=plan.pupil, consents=services.consents(plan.pupil),
        versions=plan.versions.defer("content"), packs=packs, **kept(request, "new", f"plan-{pk}"),
    )  # fmt: skip

    def save():
        return services.ask(plan=plan, by=request.user, **form.facts)

    back = plan.get_absolute_url()
    if reply := send_form(request, form, save, cancel_url=back, done="Written down."):
        return reply
    context = {
        "pupil": plan.pupil, "form": form, "cancel_url": back, "submit": "Go on", "is_new": True,
        "heading": "Give something of the plan to somebody outside",
    }  # fmt: skip
    return render(request, "ehcp/disclosure/form.html", context)


STEPS = {
    "agree": ("It may go out", forms.AgreeForm, services.agree, P.EHC_DISCLOSE_SECOND,
              "Agreed. Whoever asked sends it now.", "I stand behind this"),
    "refuse": ("It does not go out", forms.RefuseForm, services.refuse, P.EHC_DISCLOSE_SECOND,
               "Written down. Nothing goes out.", "It does not go out"),
    "send": ("It was sent", forms.SendForm, services.send, P.EHC_DISCLOSE,
             "Written down. It stands in the register and never changes.", "It was sent"),
    "give-up": ("Do not go on with it", forms.RefuseForm, services.give_up, P.EHC_DISCLOSE,
                "Written down. Nothing goes out.", "Do not go on"),
}  # fmt: skip


@needs(P.EHC_VIEW)
@require_http_methods(["GET", "POST"])
@confirm_password
@reads()
def step(request, pk, key):
    if key not in STEPS:
        raise Http404
    row = found_or_404(request, pk)
    heading, kind, service, permission, done, submit = STEPS[key]
    require_about(request.user, permission, row.pupil)
    form = kind(request.POST or None, row=row, **kept(request, key, f"disclosure-{pk}"))

    def save():
        service(row=row, by=request.user, version=form.cleaned_data["version"], **form.answers)

    back = row.get_absolute_url()
    if reply := send_form(request, form, save, cancel_url=back, done=done):
        return reply
    context = {"row": row, "pupil": row.pupil, "form": form, "heading": heading,
               "cancel_url": back, "submit": submit, "shown": listing.row_of(row)}  # fmt: skip
    return render(request, "ehcp/disclosure/form.html", context)
