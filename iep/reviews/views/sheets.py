"""The plans still to be checked in this period, as a file."""

from django.shortcuts import redirect

from accounts.permissions import Permission as P
from iep.reviews import checks, overview
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

HEADINGS = ["Class", "Pupil", "Plan", "Targets", "Lead", "Review", "Last review"]


@list_file
def check_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.PLAN_CHECK)
    back = f"/{school.slug}/plans/check/"
    period = checks.period_now(school.pk)
    if period is None:  # the page says why there is nothing to check
        return redirect(back)
    plans = overview.to_check(school, period)
    plans = plans.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, plans.order_by(*overview.ORDER), lambda found: sheet_of(found, school), back
    )


def sheet_of(plans, school) -> Sheet:
    said = overview.last_outcomes(plans)
    rows = []
    for plan in plans:
        row = overview.row_of(plan, said.get(plan.pk, []))
        rows.append([row["class"], row["name"], row["plan"], row["targets"], row["lead"],
                     plan.review_on, row["outcomes"]])  # fmt: skip
    name = named(school, "plans-to-check")
    return Sheet(name, "Plans to check", HEADINGS, rows)
