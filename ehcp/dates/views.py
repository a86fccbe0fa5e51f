"""Working out the dates of the law, for one day and for a school year. No child stands here."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from ehcp.dates import rows, year
from ehcp.dates.anchors import ANCHORS, BY_KEY
from ehcp.dates.forms import DatesForm
from schools.access import school_or_404
from schools.calendar import calendar_of
from schools.views.tabs import tabs
from sendcase import moment

FIRST_YEAR, LAST_YEAR = 2014, 2098
USUAL = "meeting"


@needs(P.SCHOOL_VIEW)
@require_GET
def dates(request, school):
    """One day and what follows from it."""
    school = school_or_404(request, school, P.SCHOOL_VIEW)
    is_asked = "on" in request.GET
    what = request.GET.get("what", USUAL)
    form = DatesForm(
        request.GET if is_asked else None, initial={"what": what, "on": moment.today()}
    )
    found = []
    if is_asked and form.is_valid():
        calendar = calendar_of(school)
        found = [rows.row_of(due, calendar, school.policy) for due in form.dues()]
    context = {"form": form, "rows": found, "anchor": BY_KEY.get(what),
               "tabs": tabs(request, "ehc-dates")}  # fmt: skip
    return render(request, "ehcp/dates/one.html", context)


@needs(P.SCHOOL_VIEW)
@require_GET
def whole_year(request, school):
    """The same for every school day, as a table to print."""
    school = school_or_404(request, school, P.SCHOOL_VIEW)
    anchor = BY_KEY.get(request.GET.get("what", USUAL))
    starting = _starting(request.GET.get("starting"))
    if anchor is None or not anchor.for_a_year or starting is None:
        raise Http404
    days, is_known = year.days_of(starting, calendar_of(school))
    context = {
        "anchor": anchor, "starting": starting, "is_known": is_known,
        "columns": year.columns(anchor, days[0]),
        "months": year.months(anchor, days, school.policy),
        "anchors": [each for each in ANCHORS if each.for_a_year],
        "years": [(n, f"{n}/{n + 1}") for n in range(starting - 1, starting + 2)],
        "tabs": tabs(request, "ehc-dates"),
    }  # fmt: skip
    return render(request, "ehcp/dates/year.html", context)


def _starting(typed) -> int | None:
    if typed is None:
        return year.begins(moment.today())
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0
    return number if FIRST_YEAR <= number <= LAST_YEAR else None
