"""A list as a file. The same steps for every list: who may, how many, what the log keeps."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from accounts.access import may, needs
from accounts.permissions import Permission
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils import listing, sheets, sorting
from pupils.access import pupil_or_404, require_about
from pupils.filters import Filters
from pupils.models import Pupil
from schools.access import school_or_404
from sendcase.sheets import KINDS, MOST_ROWS, sheet_response

TOO_MANY = "This list has more than {:,} rows. Narrow it, by year for example, and try again."


def asked(request) -> dict:
    """For the audit log: the filter, the kind of file and how many rows left."""
    return {**request.GET.dict(), **request.sheet}


def as_file(view):
    """Declare a list as a file: who may at all, the password again, a line in the log."""
    logged = reads("downloaded", detail=asked)(view)
    return needs(Permission.LIST_EXPORT)(require_GET(confirm_password(logged)))


def school_to_take(request, slug, kind, permission):
    """The school, for who may read the list and take lists away; 404 for no kind of ours too."""
    school = school_or_404(request, slug, permission)
    if not may(request.user, Permission.LIST_EXPORT, school.pk):
        raise Http404
    kind_or_404(kind)
    return school


def pupil_to_take(request, pk, kind, permission):
    """The child, for who may read a list about them and take it away; 403 for who only reads it."""
    pupil = pupil_or_404(request, pk, permission)
    require_about(request.user, Permission.LIST_EXPORT, pupil)
    kind_or_404(kind)
    return pupil


def kind_or_404(kind) -> None:
    if kind not in KINDS:
        raise Http404


def answer(request, kind, rows, make, back):
    """rows: a query or a list; make(list of rows) → Sheet. Back to the list where there are too
    many rows, or too many lines were made of them.
    """
    found = list(rows[: MOST_ROWS + 1])
    sheet = make(found) if len(found) <= MOST_ROWS else None
    if sheet is None or len(sheet.rows) > MOST_ROWS:
        messages.warning(request, TOO_MANY.format(MOST_ROWS))
        return redirect(f"{back}?{request.GET.urlencode()}")
    request.sheet = {"file": kind, "rows": len(sheet.rows)}
    return sheet_response(kind, sheet)


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
