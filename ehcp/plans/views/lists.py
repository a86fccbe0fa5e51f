"""The plans of one school."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp.plans import listing, readers
from ehcp.tabs import tabs
from pupils.querysets import pupil_scope
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, school_to_take
from sendcase.pages import keyset


def chosen_of(request) -> str:
    chosen = request.GET.get("show", "in_force")
    if chosen not in listing.SHOW:
        raise BadRequest("show")
    return chosen


def narrowed(request, rows):
    group = request.GET.get("class", "")
    if group not in ("", listing.NO_CLASS) and not (group.isascii() and group.isdecimal()
                                                    and len(group) < 19):  # fmt: skip
        raise BadRequest("class")
    return listing.narrow(rows, group, request.GET.get("authority", ""))


@needs(P.EHC_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def plan_list(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    chosen = chosen_of(request)
    found = listing.plans_of(request.user, school, chosen)
    groups, authorities = listing.choices(found)
    page = keyset(narrowed(request, found), order=("sort_key", "pk"), request=request)
    owing = readers.owing(school) if chosen == "unread" else None
    context = {
        "page": page, "rows": [listing.row_of(plan, owing) for plan in page.rows],
        "tabs": tabs(request, "ehc"), "chosen": chosen, "shows": listing.SHOW.items(),
        "checks": listing.checks(request.user, school),
        "may_edit": may(request.user, P.EHC_EDIT, school.pk),
        **links(request, school.pk, f"/{school.slug}/ehc/as/"),
        "groups": groups, "authorities": authorities,
        "group": request.GET.get("class", ""), "authority": request.GET.get("authority", ""),
    }  # fmt: skip
    return render(request, "ehcp/plans/list.html", context)


@list_file
def plan_sheet(request, school, kind):
    school = school_to_take(request, school, P.EHC_VIEW)
    rows = narrowed(request, listing.plans_of(request.user, school, chosen_of(request)))
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.order_by("sort_key", "pk"),
        lambda found: listing.sheet_of(found, school), f"/{school.slug}/ehc/",
        "to one class or authority",
    )  # fmt: skip
