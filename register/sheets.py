"""The register as a file: what the list shows, of every page, on the day asked for."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from pupils.querysets import pupil_scope
from pupils.sorting import order_of
from pupils.views.sheets import answer, asked
from register import listing, sorting
from register.forms import ListFilters
from schools.access import school_or_404
from sendcase.sheets import KINDS, Sheet

HEADINGS = ["Name", "Class", "Stage", "Census code", "Main need", "Since", "Family told"]


@needs(P.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def register_sheet(request, school, kind):
    school = school_or_404(request, school, P.REGISTER_VIEW)
    school_or_404(request, school.slug, P.LIST_EXPORT)
    if kind not in KINDS:
        raise Http404
    filters = ListFilters(request.GET, register_name=school.policy.register_name)
    back = f"/{school.slug}/register/"
    if not filters.is_valid():
        return redirect(f"{back}?{request.GET.urlencode()}")
    rows = listing.entries(request.user, school, filters)
    rows = rows.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, rows.order_by(*order_of(filters.order, sorting.SORTS)),
        lambda found: sheet_of(found, filters, school), back,
    )  # fmt: skip


def sheet_of(found: list[dict], filters, school) -> Sheet:
    rows = [
        [row["name"], row["class"] or "None", row["stage"], row["code"], row["need"] or "Not said",
         raw["from_on"], told(row, raw)]
        for raw, row in zip(found, listing.in_words(found, filters.day), strict=True)
    ]  # fmt: skip
    name = f"{school.slug}-register-{filters.day.isoformat()}"
    return Sheet(name, school.policy.register_name, HEADINGS, rows)


def told(row: dict, raw: dict):
    if row["told"]:
        return raw["family_told_on"]
    return "Not yet" if row["owed"] else "Not needed"
