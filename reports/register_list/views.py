"""The register as it was on any day, on the page, as a file and on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils.views.sheets import answer, asked
from register.forms import ListFilters
from reports.register_list import listing, paper
from schools.access import school_or_404
from sendcase.pages import keyset, query_of
from sendcase.pdf import PdfFailed
from sendcase.sheets import KINDS

LONG = "That is more than {:,} children. Narrow it first."


def asked_of(request, slug):
    """(school, filters, back to the list with the same question)."""
    school = school_or_404(request, slug, P.CASE_TRAIL)
    filters = ListFilters(request.GET, register_name=school.policy.register_name)
    return school, filters, f"/{school.slug}/register-list/"


@needs(P.CASE_TRAIL)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def register_list(request, school):
    school, filters, back = asked_of(request, school)
    rows = listing.entries(request.user, school, filters)
    page = keyset(rows, order=listing.ORDER, request=request)
    context = {
        "filters": filters, "day": filters.day, "page": page, "may_export": True,
        "rows": listing.in_words(page.rows, filters.day), "title": listing.title(filters, school),
        "is_past": filters.is_valid() and filters.is_past, "policy": school.policy,
        "sheets_url": f"{back}as/", "sheet_query": query_of(request),
    }  # fmt: skip
    return render(request, "reports/register_list/list.html", context)


@needs(P.CASE_TRAIL)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def list_sheet(request, school, kind):
    school, filters, back = asked_of(request, school)
    if kind not in KINDS:
        raise Http404
    if not filters.is_valid():
        return redirect(f"{back}?{request.GET.urlencode()}")
    rows = listing.entries(request.user, school, filters).order_by(*listing.ORDER)

    def make(found):
        return paper.sheet_of(listing.in_words(found, filters.day), filters, school)

    return answer(request, kind, rows, make, back)


@needs(P.CASE_TRAIL)
@require_GET
@confirm_password
@reads("printed", detail=lambda request: request.GET.dict())
def list_paper(request, school):
    school, filters, back = asked_of(request, school)
    back = f"{back}?{query_of(request)}"
    if not filters.is_valid():
        return redirect(back)
    rows = listing.entries(request.user, school, filters).order_by(*listing.ORDER)
    found = list(rows[: paper.MOST_PRINTED + 1])
    if len(found) > paper.MOST_PRINTED:
        messages.warning(request, LONG.format(paper.MOST_PRINTED))
        return redirect(back)
    words, about = listing.in_words(found, filters.day), listing.title(filters, school)
    try:
        data = paper.pdf(words, school, about, is_past=filters.is_past, by=request.user)
    except PdfFailed as failed:
        messages.error(request, f"The paper could not be made. {failed}")
        return redirect(back)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="register-{filters.day.isoformat()}.pdf"'
    return response
