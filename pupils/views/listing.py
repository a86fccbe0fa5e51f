from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from audit.reads import reads
from pupils.listing import Filters, for_list, row_of
from pupils.models import Pupil
from schools.access import school_or_404
from sendcase.pages import keyset


@needs(Permission.PUPIL_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def pupil_list(request, school):
    school = school_or_404(request, school, Permission.PUPIL_VIEW)
    filters = Filters(request.GET, user=request.user, school=school)
    pupils = Pupil.objects.visible_to(request.user).filter(school=school)
    page = keyset(for_list(filters.narrow(pupils)), request=request)
    context = {
        "filters": filters,
        "page": page,
        "rows": [row_of(pupil, filters) for pupil in page.rows],
        "may_edit": may(request.user, Permission.PUPIL_EDIT, school.pk),
        "may_import": may(request.user, Permission.ROLL_EDIT, school.pk),
    }
    template = "pupils/partials/_list.html" if request.htmx else "pupils/list.html"
    return render(request, template, context)
