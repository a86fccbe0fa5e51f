"""Dates of the law that were missed in a school year: by the school, and by the authority."""

from collections import Counter
from datetime import date, timedelta

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import needs
from accounts.permissions import Permission as P
from audit.reads import reads
from ehcp import wording
from ehcp.plans import dates as of_plan
from ehcp.plans.models import EhcPlan
from ehcp.reviews.after import steps
from ehcp.reviews.models import AnnualReview
from ehcp.tabs import tabs
from pupils.querysets import pupil_scope
from schools.access import school_or_404
from schools.sheets import answer, links, list_file, school_to_take
from sendcase import moment
from sendcase.sheets import Sheet

FIRST_YEAR = 2014
SEPTEMBER = 9
WHO = {"": "Everybody", wording.SCHOOL: "The school", wording.AUTHORITY: "The authority"}
HEADINGS = ["Child", "Class", "What", "Who", "Due", "Done", "Source", "Why"]


def year_of(day: date) -> int:
    """The calendar year in which the school year of this day began."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def chosen_of(request) -> tuple[int, str]:
    this, who = year_of(moment.today()), request.GET.get("who", "")
    given = request.GET.get("starting", "") or str(this)
    if not (given.isascii() and given.isdecimal() and FIRST_YEAR <= int(given[:5]) <= this + 1):
        raise BadRequest("starting")
    if who not in WHO:
        raise BadRequest("who")
    return int(given), who


def reviews_of(user, school, starting):
    """Those whose meeting was or is to be in that school year, without those called off."""
    first, last = date(starting, SEPTEMBER, 1), date(starting + 1, SEPTEMBER, 1) - timedelta(days=1)
    rows = AnnualReview.objects.visible_to(user).filter(school=school)
    span = Q(held_on__range=(first, last)) | Q(held_on=None, meeting_on__range=(first, last))
    rows = rows.filter(span).exclude(state="called_off")
    return rows.select_related("pupil__class_group", "plan").order_by("pupil__sort_key", "pk")


def lines_of(reviews, plans, who, starting) -> list[dict]:
    """One for each missed date, by name. A school has at most some hundred reviews in a year."""
    found = [
        line | {"pupil": row.pupil, "url": row.get_absolute_url(), "why": row.late_words}
        for row in reviews
        for line in steps.missed_lines(row)
    ] + never_held(plans, starting)
    found = [line for line in found if who in ("", line["who"])]
    return sorted(found, key=lambda line: (line["pupil"].sort_key, line["pupil"].pk))


def plans_of(user, school):
    rows = EhcPlan.objects.visible_to(user).filter(school=school).in_force()
    return rows.select_related("pupil__class_group")


def never_held(plans, starting) -> list[dict]:
    """Plans whose review is overdue while no review has as much as a day: nobody began it, or it
    was begun and left.
    """
    plans = list(plans)
    begun = AnnualReview.objects.filter(plan__in=plans, state__in=AnnualReview.OPEN)
    begun = {row.plan_id: row for row in begun}
    found = []
    for plan in plans:
        row = begun.get(plan.pk)
        if row and (row.held_on or row.meeting_on):
            continue  # it stands with its review
        about = {"pupil": plan.pupil, "url": (row or plan).get_absolute_url(),
                 "why": row.late_words if row else ""}  # fmt: skip
        found += [steps.line_of(due, wording.who(due.rule)) | about
                  for due in (of_plan.meeting_due(plan), of_plan.review_due(plan))
                  if due and due.on < moment.today() and year_of(due.on) == starting]  # fmt: skip
    return found


@needs(P.EHC_VIEW)
@require_GET
@reads("listed", detail=lambda request: request.GET.dict())
def page(request, school):
    school = school_or_404(request, school, P.EHC_VIEW)
    starting, who = chosen_of(request)
    reviews = list(reviews_of(request.user, school, starting))
    lines = lines_of(reviews, plans_of(request.user, school), who, starting)
    this = year_of(moment.today())
    context = {
        "lines": lines, "counts": sorted(Counter(line["who"] for line in lines).items()),
        "reviews": len(reviews), "starting": starting, "who": who, "whose": WHO.items(),
        "years": [(year, f"{year}/{year + 1}") for year in range(this + 1, this - 4, -1)],
        "tabs": tabs(request, "ehc/late"),
        **links(request, school.pk, f"/{school.slug}/ehc/late/as/"),
    }  # fmt: skip
    return render(request, "ehcp/reviews/after/late.html", context)


@list_file
def sheet(request, school, kind):
    school = school_to_take(request, school, P.EHC_VIEW)
    starting, who = chosen_of(request)
    rows = reviews_of(request.user, school, starting)
    mine = pupil_scope(request.user, P.LIST_EXPORT, "pupil__")
    plans = plans_of(request.user, school).filter(mine)
    back = f"/{school.slug}/ehc/late/"
    return answer(
        request, kind, rows.filter(mine),
        lambda found: sheet_of(lines_of(found, plans, who, starting), school, starting), back,
    )  # fmt: skip


def sheet_of(lines, school, starting) -> Sheet:
    rows = [
        [line["pupil"].name, group.name if (group := line["pupil"].class_group) else "None",
         line["title"], line["who"], line["on"], line["done"], line["source"],
         line["why"]]
        for line in lines
    ]  # fmt: skip
    name = f"{school.slug}-ehc-missed-dates-{starting}"
    return Sheet(name, "Missed dates", HEADINGS, rows)
