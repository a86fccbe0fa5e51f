"""The register as it was on any day until today, for SENCO and head, with the names behind it."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from reports.past import asked, names, reading, sheets, showing
from reports.past.asked import DaysForm
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, school_to_take, to_list
from sendcase import moment

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
            "rows": not early, **links(request, school.pk, f"/{school.slug}/past/as/"),
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
        "page": pages(shown, f"?{query}&page="),
        **links(request, school.pk, f"/{school.slug}/past/children/as/"),
        "back": f"/{school.slug}/past/?{asked.query_of(days)}",
    })  # fmt: skip


def pages(shown, at: str) -> dict:
    """The addresses beside this page, as templates/components/_pager.html has them."""
    return {
        "next_url": f"{at}{shown.next_page_number()}" if shown.has_next() else "",
        "previous_url": f"{at}{shown.previous_page_number()}" if shown.has_previous() else "",
    }


@list_file(detail=asked.logged)
def sheet(request, school, kind):
    school = school_to_take(request, school, P.PAST_REPORT)
    form, back = DaysForm(request.GET), f"/{school.slug}/past/"
    if not form.is_valid() or (told := reading.read(school, form.days)).too_early:
        return to_list(request, back)
    made = sheets.of_tables(told, school)
    return answer(request, kind, [told], lambda _: made, back)


@list_file(detail=asked.logged)
def children_sheet(request, school, kind):
    school = school_to_take(request, school, P.PAST_REPORT)
    days, _, rows = behind_one(request, school)
    return answer(
        request, kind, rows, lambda found: sheets.of_names(found, school, days),
        f"/{school.slug}/past/children/",
    )  # fmt: skip
