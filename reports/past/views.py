"""The register as it was on any day until today, for SENCO and head, with the names behind it."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import may, needs, require
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from reports.past import asked, names, reading, sheets, showing
from reports.past.asked import DaysForm
from schools.access import school_or_404
from sendcase import moment
from sendcase.sheets import KINDS, sheet_response

PAGE = 50  # children on a page; the file has all


@needs(P.PAST_REPORT)
@require_GET
@reads("listed", detail=asked.logged)
def page(request, school):
    school = school_or_404(request, school, P.PAST_REPORT)
    form = DaysForm(request.GET)
    context = {"form": form, "ways": asked.ways(moment.today())}
    if form.is_valid():
        told = reading.read(school, form.days)
        early = showing.early(told)
        context |= {
            "days": form.days, "early": early, "tables": [] if early else showing.tables(told),
            "rows": not early, "may_export": may(request.user, P.LIST_EXPORT, school.pk),
            "sheets_url": f"/{school.slug}/past/as/", "sheet_query": asked.query_of(form.days),
        }  # fmt: skip
    return render(request, "reports/past/page.html", context)


def behind_one(request, school):
    """(days, which row of which table, its children) of the address."""
    form = DaysForm(request.GET)
    if not form.is_valid():
        raise BadRequest("on")
    row = {name: request.GET.get(name, "") for name in ("table", "row", "column")}
    return form.days, row, names.listed(request.user, school, form.days, **row)


@needs(P.PAST_REPORT)
@require_GET
@reads("listed", detail=asked.logged)
def children(request, school):
    school = school_or_404(request, school, P.PAST_REPORT)
    days, row, rows = behind_one(request, school)
    query = asked.query_of(days, **row)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/past/children.html", {
        "days": days, "row": row, "rows": shown.object_list, "count": len(rows),
        "page": pages(shown, f"?{query}&page="), "sheets_url": f"/{school.slug}/past/children/as/",
        "sheet_query": query, "may_export": may(request.user, P.LIST_EXPORT, school.pk),
        "back": f"/{school.slug}/past/?{asked.query_of(days)}",
    })  # fmt: skip


def pages(shown, at: str) -> dict:
    """The addresses beside this page, as templates/components/_pager.html has them."""
    return {
        "next_url": f"{at}{shown.next_page_number()}" if shown.has_next() else "",
        "previous_url": f"{at}{shown.previous_page_number()}" if shown.has_previous() else "",
    }


def to_take(request, school, kind):
    """The school, for who may take lists away; 404 for a kind of file we do not make."""
    school = school_or_404(request, school, P.PAST_REPORT)
    require(request.user, P.LIST_EXPORT, school_id=school.pk)
    if kind not in KINDS:
        raise Http404
    return school


@needs(P.PAST_REPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked.logged)
def sheet(request, school, kind):
    school = to_take(request, school, kind)
    form = DaysForm(request.GET)
    if not form.is_valid() or (told := reading.read(school, form.days)).too_early:
        return redirect(f"/{school.slug}/past/?{request.GET.urlencode()}")
    made = sheets.of_tables(told, school)
    request.sheet = {"file": kind, "rows": len(made.rows)}
    return sheet_response(kind, made)


@needs(P.PAST_REPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked.logged)
def children_sheet(request, school, kind):
    school = to_take(request, school, kind)
    days, _, rows = behind_one(request, school)
    request.sheet = {"file": kind, "rows": len(rows)}
    return sheet_response(kind, sheets.of_names(rows, school, days))
