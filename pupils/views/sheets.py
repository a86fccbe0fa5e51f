"""The list of pupils as a file."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils import listing, sheets, sorting
from pupils.access import pupil_or_404, require_about
from pupils.filters import Filters
from pupils.models import Pupil
from schools.access import school_or_404
from schools.sheets import answer, asked
from sendcase.sheets import KINDS


def pupil_to_take(request, pk, permission) -> Pupil:
    """The child, for who may read a list about them and take it away; 403 for who only reads it."""
    pupil = pupil_or_404(request, pk, permission)
    require_about(request.user, Permission.LIST_EXPORT, pupil)
    return pupil


@needs(Permission.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def pupil_sheet(request, school, kind):
    school = school_or_404(request, school, Permission.LIST_EXPORT)
    if kind not in KINDS:
        raise Http404
    filters = Filters(request.GET, user=request.user, school=school)
    back = f"/{school.slug}/pupils/"
    if not filters.is_valid():  # the list says what is wrong with the question
        return redirect(f"{back}?{request.GET.urlencode()}")
    pupils = Pupil.objects.visible_to(request.user, Permission.LIST_EXPORT).filter(school=school)
    rows = listing.for_list(filters.narrow(pupils), filters.sort)
    return answer(
        request, kind, rows.order_by(*sorting.order_of(filters.sort)),
        lambda found: sheets.sheet_of(found, filters, school), back,
    )  # fmt: skip
