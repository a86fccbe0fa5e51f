from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils import listing, search, sorting
from pupils.filters import Filters
from pupils.models import Pupil
from schools.access import school_or_404
from schools.sheets import links
from sendcase.pages import keyset

LEAST_TYPED, MOST_FOUND = 2, 8


@needs(Permission.PUPIL_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def pupil_list(request, school):
    school = school_or_404(request, school, Permission.PUPIL_VIEW)
    filters = Filters(request.GET, user=request.user, school=school)
    pupils = filters.narrow(Pupil.objects.visible_to(request.user).filter(school=school))
    order = sorting.order_of(filters.sort)
    page = keyset(listing.for_list(pupils, filters.sort), order=order, request=request)
    context = {
        "filters": filters,
        "page": page,
        "headings": sorting.headings(listing.columns(filters), filters.sort, request),
        "rows": listing.rows_of(page.rows, filters),
        **links(request, school.pk, f"/{school.slug}/pupils/as/"),
        "may_write": may(request.user, Permission.LETTER_PREPARE, school.pk),
        "may_edit": may(request.user, Permission.PUPIL_EDIT, school.pk),
        "sees_register": may(request.user, Permission.REGISTER_EDIT, school.pk),
        "may_see_meetings": may(request.user, Permission.PARENT_MEETING_ALL, school.pk),
        "may_plan_meetings": may(request.user, Permission.PARENT_MEETING_BOOK, school.pk),
        "may_see_consents": may(request.user, Permission.CONSENT_VIEW, school.pk),
        "may_see_complaints": may(request.user, Permission.COMPLAINT_VIEW, school.pk),
        "may_import": may(request.user, Permission.ROLL_EDIT, school.pk),
        "may_import_scores": may(request.user, Permission.SCORE_IMPORT, school.pk),
    }
    template = "pupils/partials/_list.html" if request.htmx else "pupils/list.html"
    return render(request, template, context)


@needs(Permission.PUPIL_VIEW)
@require_GET
@reads("listed", detail=lambda request: {"find": request.GET.get("q", "")[:100]})
def find(request, school):
    """The first few whom the words in the frame's box fit. Without HTMX: the list, so narrowed.

    Fewer than two letters ask nothing, show nobody and leave no row in the audit log.
    """
    school = school_or_404(request, school, Permission.PUPIL_VIEW)
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if not request.htmx:
        return redirect(f"/{school.slug}/pupils/?{urlencode({'q': asked})}")
    if len(asked) < LEAST_TYPED:
        return HttpResponse(status=204)
    pupils = Pupil.objects.visible_to(request.user).filter(school=school).on_roll()
    with_upn = may(request.user, Permission.PUPIL_EDIT, school.pk)
    fits = search.found(pupils, asked, school=school, with_upn=with_upn)
    rows = list(fits.order_by("sort_key", "pk").select_related("class_group")[: MOST_FOUND + 1])
    context = {"rows": rows[:MOST_FOUND], "more": len(rows) > MOST_FOUND, "asked": asked}
    return render(request, "pupils/partials/_found.html", context)
