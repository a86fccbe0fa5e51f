"""The list of pupils as a file."""

from accounts.permissions import Permission
from pupils import listing, sheets, sorting
from pupils.access import pupil_or_404, require_about
from pupils.filters import Filters
from pupils.models import Pupil
from schools.sheets import answer, list_file, school_to_take, to_list


def pupil_to_take(request, pk, permission) -> Pupil:
    """The child, for who may read a list about them and take it away; 403 for who only reads it."""
    pupil = pupil_or_404(request, pk, permission)
    require_about(request.user, Permission.LIST_EXPORT, pupil)
    return pupil


@list_file
def pupil_sheet(request, school, kind):
    school = school_to_take(request, school, Permission.LIST_EXPORT)
    filters = Filters(request.GET, user=request.user, school=school)
    back = f"/{school.slug}/pupils/"
    if not filters.is_valid():  # the list says what is wrong with the question
        return to_list(request, back)
    pupils = Pupil.objects.visible_to(request.user, Permission.LIST_EXPORT).filter(school=school)
    rows = listing.for_list(filters.narrow(pupils), filters.sort)
    return answer(
        request, kind, rows.order_by(*sorting.order_of(filters.sort)),
        lambda found: sheets.sheet_of(found, filters, school), back,
        "to one year or class",
    )  # fmt: skip
