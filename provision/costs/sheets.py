"""What help costs as files: the pupils of a year, other costs, money that comes in."""

from django.db.models import Q

from accounts.access import may
from accounts.permissions import Permission as P
from provision.costs import showing, views
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

PUPILS = ["Name", "Took place, £", "Planned, £", "By the year's end, £", "School's own, £",
          "Above, £", "Comes in, £", "Missing, £"]  # fmt: skip
CHARGES = ["What", "For", "Kind", "From", "Until", "How much, £", "How often"]
FUNDING = ["Where from", "For", "From", "Until", "How much, £", "Note"]
TAKEN_OUT = "Taken out on"  # for who may take an amount out


@list_file
def year_sheet(request, school, kind):
    school = school_to_take(request, school, P.COST_VIEW)
    year = showing.year_asked(request.GET.get("year", ""), school)
    pupils = showing.whole(request.user, school, year)["pupils"]

    def make(found):
        rows = [[row["name"], *map(pounds, row["raw"])] for row in found]
        return Sheet(named(school, "cost", year.first), f"Cost {year.name}", PUPILS, rows)

    return answer(request, kind, pupils, make, f"/{school.slug}/provision/cost/")


def pounds(pence: int) -> str:
    """For a spreadsheet: 1234.50."""
    return f"{pence / 100:.2f}"


def about(request):
    """Of a child only who is in reach of a file; an intervention's or the school's own stay."""
    return Q(pupil=None) | pupil_scope(request.user, P.LIST_EXPORT, "pupil__")


@list_file
def charge_sheet(request, school, kind):
    school = school_to_take(request, school, P.COST_VIEW)
    rows = views.charges_of(request.user, school).filter(about(request)).order_by(*views.NEWEST)

    def make(found):
        cells = [
            [row.what, showing.charge_row(row)["about"], row.get_kind_display(), row.from_on,
             row.until_on or "", pounds(row.pence), row.get_per_display()]
            for row in found
        ]  # fmt: skip
        return Sheet(named(school, "other-costs"), "Other costs", CHARGES, cells)

    return answer(request, kind, rows, make, f"/{school.slug}/provision/cost/charges/")


@list_file
def funding_sheet(request, school, kind):
    school = school_to_take(request, school, P.COST_VIEW)
    rows = views.funding_of(request.user, school).filter(about(request)).order_by(*views.NEWEST)
    edits = may(request.user, P.COST_EDIT, school.pk)

    def make(found):
        cells = [
            [row.get_source_display(), showing.funding_row(row)["about"], row.from_on,
             row.until_on, pounds(row.pence), row.note, *[row.ended_on or ""] * edits]
            for row in found
        ]  # fmt: skip
        headings = [*FUNDING, *[TAKEN_OUT] * edits]
        return Sheet(named(school, "money"), "Money that comes in", headings, cells)

    return answer(request, kind, rows, make, f"/{school.slug}/provision/cost/funding/")
