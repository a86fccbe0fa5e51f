"""Whom the school has met, term by term; and as a file."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.family_meetings import listing
from pupils.querysets import pupil_scope
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, school_to_take, to_list
from sendcase.pages import keyset


@needs(P.PARENT_MEETING_ALL)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def coverage(request, school):
    school = school_or_404(request, school, P.PARENT_MEETING_ALL)
    year = listing.Year.of(school)
    filters = listing.Filters(request.GET, user=request.user, school=school)
    rows = listing.rows_of(request.user, school, filters, year)
    page = keyset(rows, order=("sort_key", "pk"), request=request)
    found = listing.cells([pupil.pk for pupil in page.rows], year)
    lead = leading(request.user, school)
    context = {
        "filters": filters, "page": page, "year": year, "policy": school.policy,
        "rows": [listing.row_of(pupil, found[pupil.pk], lead) for pupil in page.rows],
        "totals": listing.totals(school, rows, year),
        "is_used": bool(school.policy.parent_meetings_a_year),
        "asks": any(filters.data.get(name) for name in filters.fields),
        "may_plan": may(request.user, P.PARENT_MEETING_BOOK, school.pk),
        **links(request, school.pk, f"/{school.slug}/parent-meetings/as/"),
    }  # fmt: skip
    return render(request, "parent_meetings/list.html", context)


def leading(user, school):
    """Where a child's line leads: who books goes on to plan, who reads to the meetings."""
    reads_all = may(user, P.PARENT_MEETING_VIEW, school.pk)
    books = may(user, P.PARENT_MEETING_BOOK, school.pk)

    def address(meeting, pupil) -> str:
        if reads_all:
            return f"/pupils/{pupil.pk}/parent-meetings/"
        if meeting is not None and books:
            return f"{meeting.get_absolute_url()}booking/"
        return f"/pupils/{pupil.pk}/parent-meetings/new/" if books else ""

    return address


@list_file
def sheet(request, school, kind):
    school = school_to_take(request, school, P.PARENT_MEETING_ALL)
    year = listing.Year.of(school)
    filters = listing.Filters(request.GET, user=request.user, school=school)
    back = f"/{school.slug}/parent-meetings/"
    if not filters.is_valid():
        return to_list(request, back)
    rows = listing.rows_of(request.user, school, filters, year)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT)).order_by("sort_key", "pk")
    return answer(request, kind, rows, lambda found: listing.sheet_of(found, school, year), back,
                  "to one year or class")  # fmt: skip
