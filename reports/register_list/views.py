"""The register as it was on any day, on the page, as a file and on paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from register.forms import ListFilters
from reports.register_list import listing, paper
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, school_to_take, to_list
from sendcase.pages import keyset, query_of
from sendcase.pdf import PdfFailed

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
        "filters": filters, "day": filters.day, "page": page,
        "rows": listing.in_words(page.rows, filters.day), "title": listing.title(filters, school),
        "is_past": filters.is_valid() and filters.is_past, "policy": school.policy,
        **links(request, school.pk, f"{back}as/"),
    }  # fmt: skip
    return render(request, "reports/register_list/list.html", context)


@list_file
def list_sheet(request, school, kind):
    school_to_take(request, school, P.CASE_TRAIL)
    school, filters, back = asked_of(request, school)
    if not filters.is_valid():
        return to_list(request, back)
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
