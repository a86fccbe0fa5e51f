"""The reviews of one school."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.plans.listing import NO_CLASS
from ehcp.reviews.planning import listing
from ehcp.tabs import tabs
from pupils.querysets import pupil_scope
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, school_to_take
from sendcase.pages import keyset

LONGEST_NUMBER = 19  # figures that a database takes
ORDER = ("sort_key", "pk")


def show_of(request) -> str:
    show = request.GET.get("show", "open")
    if show not in listing.SHOW:
        raise BadRequest("show")
    return show


def narrowed(request, rows):
    group, late = request.GET.get("class", ""), request.GET.get("late", "")
    is_number = group.isascii() and group.isdecimal() and len(group) < LONGEST_NUMBER
    if group not in ("", NO_CLASS) and not is_number:
        raise BadRequest("class")
    if late not in ("", "yes"):
        raise BadRequest("late")
    return listing.narrow(rows, group, bool(late))


@needs(P.EHC_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def review_list(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    show = show_of(request)
    found = listing.reviews_of(request.user, school, show)
    page = keyset(narrowed(request, found), order=ORDER, request=request)
    context = {
        "page": page, "rows": [listing.row_of(row) for row in page.rows], "chosen": show,
        "shows": listing.SHOW.items(), "tabs": tabs(request, "ehc/reviews"),
        **links(request, school.pk, f"/{school.slug}/ehc/reviews/as/"),
        "groups": listing.classes(found), "group": request.GET.get("class", ""),
        "late": request.GET.get("late", ""),
    }  # fmt: skip
    return render(request, "ehcp/reviews/planning/list.html", context)


@list_file
def review_sheet(request, school, kind):
    school = school_to_take(request, school, P.EHC_VIEW)
    rows = narrowed(request, listing.reviews_of(request.user, school, show_of(request)))
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.order_by(*ORDER), lambda found: listing.sheet_of(found, school),
        f"/{school.slug}/ehc/reviews/", "to one class",
    )  # fmt: skip
