"""The school's lists: requests, advice, the directory."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from agencies.forms import AgencyForm
from agencies.models import Advice, Agency, AgencyRequest
from agencies.services import directory
from agencies.showing import advice_line, line
from audit.reads import reads
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.pages import keyset

State = AgencyRequest.State
REQUESTS = {
    "open": ("Open", {"state__in": AgencyRequest.OPEN}),
    "consent": ("Waits for consent", {"state": State.WAITING}),
    "ready": ("To be asked", {"state": State.READY}),
    "asked": ("Advice is awaited", {"state__in": [State.ASKED, State.WORKING]}),
    "advised": ("Advice has come", {"state": State.ADVISED}),
    "past": ("Past", {"state__in": [State.CLOSED, State.REFUSED, State.DECLINED,
                                    State.WITHDRAWN]}),
}  # fmt: skip
ADVICE = {
    "decide": ("To read or decide", lambda rows: rows.to_decide()),
    "tell": ("Family to be told", lambda rows: rows.to_tell()),
    "all": ("All", lambda rows: rows),
}
REQUEST_ORDER, ADVICE_ORDER, AGENCY_ORDER = ("-pk",), ("-received_on", "-pk"), ("name", "pk")


def tabs(request, here) -> list[dict]:
    found = (("", "Requests"), ("advice/", "Advice"), ("directory/", "Agencies"))
    at = f"/{request.school.slug}/agencies/"
    return [{"title": words, "url": at + path, "here": path == here} for path, words in found]


def chosen(request, choices, first) -> tuple[str, list[tuple[str, str, bool]]]:
    """The filter of the address, and (key, title, whether chosen) of all. Raises BadRequest."""
    show = request.GET.get("show", first)
    if show not in choices:
        raise BadRequest("show")
    return show, [(key, title, key == show) for key, (title, _) in choices.items()]


def requests_of(user, school, show: str):
    rows = AgencyRequest.objects.visible_to(user).filter(school=school, **REQUESTS[show][1])
    return rows.for_list()


def advice_of(user, school, show: str):
    rows = Advice.objects.visible_to(user).filter(school=school)
    return ADVICE[show][1](rows).for_list()


@needs(P.AGENCY_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def request_list(request, school):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    show, filters = chosen(request, REQUESTS, "open")
    page = keyset(requests_of(request.user, school, show), order=REQUEST_ORDER, request=request)
    today = moment.today()
    context = {
        "page": page, "rows": [line(row, today) for row in page.rows], "filters": filters,
        "words": REQUESTS[show][0], "tabs": tabs(request, ""), "is_first": show == "open",
        **links(request, school.pk, f"/{school.slug}/agencies/as/"),
    }  # fmt: skip
    return render(request, "agencies/list.html", context)


@needs(P.AGENCY_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def advice_list(request, school):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    show, filters = chosen(request, ADVICE, "decide")
    page = keyset(advice_of(request.user, school, show), order=ADVICE_ORDER, request=request)
    context = {
        "page": page, "rows": [advice_line(row) for row in page.rows], "filters": filters,
        "words": ADVICE[show][0], "tabs": tabs(request, "advice/"), "is_all": show == "all",
        **links(request, school.pk, f"/{school.slug}/agencies/advice/as/"),
    }  # fmt: skip
    return render(request, "agencies/advice_list.html", context)


@needs(P.AGENCY_VIEW)
@require_GET
def directory_list(request, school):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    rows = Agency.objects.visible_to(request.user).filter(school=school)
    page = keyset(rows, order=AGENCY_ORDER, request=request)
    context = {
        "page": page, "rows": page.rows, "tabs": tabs(request, "directory/"),
        "may_edit": may(request.user, P.AGENCY_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/agencies/directory/as/"),
    }  # fmt: skip
    return render(request, "agencies/directory.html", context)


@needs(P.AGENCY_EDIT)
@require_http_methods(["GET", "POST"])
def new_agency(request, school):
    school = school_or_404(request, school, P.AGENCY_EDIT)
    form = AgencyForm(request.POST or None, school=school, kept_by=request.user,
                      kept_as="agency", kept_key=f"school-{school.pk}")  # fmt: skip

    def save():
        directory.add(school=school, by=request.user, **form.answers)

    return _agency(request, form, save, school, "Add an agency")


@needs(P.AGENCY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_agency(request, pk):
    rows = Agency.objects.visible_to(request.user).select_related("school")
    agency = record_or_404(request, rows, pk)
    require(request.user, P.AGENCY_EDIT, school_id=agency.school_id)
    form = AgencyForm(request.POST or None, school=agency.school, instance=agency,
                      kept_by=request.user, kept_as="agency", kept_key=f"agency-{pk}")  # fmt: skip

    def save():
        facts = dict(form.answers)
        directory.change(
            agency=agency, by=request.user, version=form.cleaned_data["version"], **facts
        )

    return _agency(request, form, save, agency.school, agency.name)


def _agency(request, form, save, school, heading):
    back = f"/{school.slug}/agencies/directory/"
    if reply := send(request, form, save, cancel_url=back, done="Saved."):
        return reply
    context = {"form": form, "cancel_url": back, "heading": heading}
    return render(request, "agencies/agency.html", context)
