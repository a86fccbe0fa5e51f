"""The school's lists: requests, advice, the directory."""

from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from agencies.forms import AgencyForm
from agencies.models import Advice, Agency, AgencyRequest
from agencies.services import directory
from agencies.showing import advice_line, line
from audit.reads import reads
from pupils.querysets import pupil_scope
from pupils.views.sheets import answer, asked
from schools.access import record_or_404, school_or_404
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.pages import keyset, query_of
from sendcase.sheets import KINDS, Sheet

State = AgencyRequest.State
HEADINGS = ["Child", "Class", "Agency", "Asked", "Where it stands", "When"]
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


@needs(P.AGENCY_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def request_list(request, school):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    show, filters = chosen(request, REQUESTS, "open")
    rows = AgencyRequest.objects.visible_to(request.user).filter(school=school, **REQUESTS[show][1])
    page = keyset(rows.for_list(), order=("-pk",), request=request)
    today = moment.today()
    context = {
        "page": page, "rows": [line(row, today) for row in page.rows], "filters": filters,
        "words": REQUESTS[show][0], "tabs": tabs(request, ""), "is_first": show == "open",
        "may_export": may(request.user, P.LIST_EXPORT, school.pk),
        "sheets_url": f"/{school.slug}/agencies/as/", "sheet_query": query_of(request),
    }  # fmt: skip
    return render(request, "agencies/list.html", context)


@needs(P.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def request_sheet(request, school, kind):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    school_or_404(request, school.slug, P.LIST_EXPORT)
    if kind not in KINDS:
        raise Http404
    show, _ = chosen(request, REQUESTS, "open")
    rows = AgencyRequest.objects.visible_to(request.user).filter(school=school, **REQUESTS[show][1])
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__")).for_list()
    back, today = f"/{school.slug}/agencies/", moment.today()
    return answer(request, kind, rows.order_by("-pk"), lambda found: sheet_of(found, school, today),
                  back)  # fmt: skip


def sheet_of(found, school, today) -> Sheet:
    lines = [line(row, today) for row in found]
    rows = [
        [each["pupil"], each["class"], each["agency"], each["asked"] or "Not yet", each["words"],
         "" if each["kind"] == "late" else each["when"]]
        for each in lines
    ]  # fmt: skip
    return Sheet(f"{school.slug}-agencies-{today.isoformat()}", "Outside agencies", HEADINGS, rows)


@needs(P.AGENCY_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def advice_list(request, school):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    show, filters = chosen(request, ADVICE, "decide")
    rows = ADVICE[show][1](Advice.objects.visible_to(request.user).filter(school=school))
    page = keyset(rows.for_list(), order=("-received_on", "-pk"), request=request)
    context = {
        "page": page, "rows": [advice_line(row) for row in page.rows], "filters": filters,
        "words": ADVICE[show][0], "tabs": tabs(request, "advice/"), "is_all": show == "all",
    }  # fmt: skip
    return render(request, "agencies/advice_list.html", context)


@needs(P.AGENCY_VIEW)
@require_GET
def directory_list(request, school):
    school = school_or_404(request, school, P.AGENCY_VIEW)
    rows = Agency.objects.visible_to(request.user).filter(school=school)
    page = keyset(rows, order=("name", "pk"), request=request)
    context = {"page": page, "rows": page.rows, "tabs": tabs(request, "directory/"),
               "may_edit": may(request.user, P.AGENCY_EDIT, school.pk)}  # fmt: skip
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
