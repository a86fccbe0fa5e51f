"""The list of plans as a file: the tab that is open, every page of it, the columns on screen."""

from django.http import Http404
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from accounts.reauth import confirm_password
from audit.reads import reads
from iep.views.reading import FILTERS, list_row, plans_of
from pupils.querysets import pupil_scope
from pupils.views.sheets import answer, asked
from schools.access import school_or_404
from sendcase import moment
from sendcase.sheets import KINDS, Sheet

HEADINGS = ["Pupil", "Class", "Plan", "State", "Review", "Lead"]


@needs(P.LIST_EXPORT)
@require_GET
@confirm_password
@reads("downloaded", detail=asked)
def plan_sheet(request, slug, kind):
    school = school_or_404(request, slug, P.PLAN_VIEW)
    school_or_404(request, slug, P.LIST_EXPORT)
    chosen = request.GET.get("show", "live")
    if kind not in KINDS or chosen not in FILTERS:
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
    name = f"{school.slug}-plans-{chosen}-{moment.today().isoformat()}"
    return Sheet(name, "Plans", HEADINGS, rows)
