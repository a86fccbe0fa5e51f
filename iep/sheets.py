"""The list of plans as a file: the tab that is open, every page of it, the columns on screen."""

from django.http import Http404

from accounts.permissions import Permission as P
from iep.views.reading import FILTERS, list_row, plans_of
from pupils.querysets import pupil_scope
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

HEADINGS = ["Pupil", "Class", "Plan", "State", "Review", "Lead"]


@list_file
def plan_sheet(request, slug, kind):
    school = school_to_take(request, slug, P.PLAN_VIEW)
    chosen = request.GET.get("show", "live")
    if chosen not in FILTERS:
        raise Http404
    plans = plans_of(request.user, school, chosen)
    plans = plans.filter(pupil_scope(request.user, P.LIST_EXPORT, "pupil__"))
    return answer(
        request, kind, plans.for_list().order_by("review_on", "pk"),
        lambda found: sheet_of(found, school, chosen), f"/{school.slug}/plans/",
    )  # fmt: skip


def sheet_of(plans, school, chosen) -> Sheet:
    rows = [
        [row["pupil"], row["class"] or "None", row["plan"], row["status"], plan.review_on,
         row["lead"]]
        for plan, row in ((plan, list_row(plan)) for plan in plans)
    ]  # fmt: skip
    name = named(school, f"plans-{chosen}")
    return Sheet(name, "Plans", HEADINGS, rows)
