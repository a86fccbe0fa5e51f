"""Entry and exit of one intervention, and what works here."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import needs, require
from accounts.permissions import Permission as P
from audit.reads import reads
from provision.measures import reach, reading, showing
from provision.measures.forms import GroupForm
from provision.measures.services import record_group
from provision.models import Intervention
from schools.access import record_or_404, school_or_404
from schools.sheets import links
from sendcase import moment
from sendcase.drafts.sending import send
from sendcase.edits import IllegalMove

YEARS_SHOWN = 5


def intervention_or_404(request, pk):
    rows = Intervention.objects.visible_to(request.user).select_related("school")
    return record_or_404(request, rows, pk)


@needs(P.MEASURE_VIEW)
@require_GET
@reads("read")
def of_intervention(request, pk):
    row = intervention_or_404(request, pk)
    require(request.user, P.MEASURE_VIEW, school_id=row.school_id)
    mine = reach.runs(request.user, row)
    tests = showing.of_intervention(request.user, results_of(request.user, row, mine))
    context = {
        "intervention": row, "tests": tests, "rows": tests,
        "may_log": reach.may_write(request.user, row, mine),
        **links(request, row.school_id, f"/interventions/{row.pk}/measures/as/"),
    }  # fmt: skip
    return render(request, "provision/measures/page.html", context)


def results_of(user, intervention, mine) -> list[reading.Row]:
    """By name, of the children whose results this person reads. mine: reach.runs of both."""
    measures = reach.measures(user, intervention, mine).order_by("pupil__sort_key", "pk")
    return reading.rows_of(measures)


@needs(P.MEASURE_LOG)
@require_http_methods(["GET", "POST"])
@reads("read")
def record(request, pk):
    row = intervention_or_404(request, pk)
    require(request.user, P.MEASURE_LOG, school_id=row.school_id)
    mine = reach.runs(request.user, row)
    places = list(reach.places(request.user, row, mine))
    if not reach.may_write(request.user, row, mine):
        raise PermissionDenied
    last = reach.measures(request.user, row, mine).order_by("-pk").first()
    form = GroupForm(
        request.POST or None, places=places, last=last, kept_by=request.user,
        kept_as="measures", kept_key=f"intervention-{row.pk}",
    )  # fmt: skip
    back = f"/interventions/{row.pk}/measures/"
    save = saving(form, request.user)
    if answer := send(request, form, save, cancel_url=back, done="The results are written down."):
        return answer
    context = {"intervention": row, "form": form, "back": back, "children": places}
    return render(request, "provision/measures/form.html", context)


def saving(form, by):
    """All results or none: what is wrong stands beside the child."""

    def save():
        data = form.cleaned_data
        _, wrong = record_group(
            rows=form.results(), when=data["when"], by=by, test=data["test"], kind=data["kind"],
            taken_on=data["taken_on"],
        )  # fmt: skip
        if wrong:
            form.refuse(wrong)
            raise IllegalMove("Nothing is written down yet: put the results right first.")

    return save


@needs(P.IMPACT_VIEW)
@require_GET
@reads("listed", detail=lambda request: {"since": request.GET.get("since", "")[:4]})
def what_works(request, school):
    school = school_or_404(request, school, P.IMPACT_VIEW)
    since, years = years_of(request)
    found = works_of(request, school, since)
    context = {
        "rows": [showing.works_row(each) for each in found], "since": since, "years": years,
        **links(request, school.pk, f"/{school.slug}/provision/what-works/as/"),
    }  # fmt: skip
    return render(request, "provision/measures/works.html", context)


def works_of(request, school, since: int):
    rows = Intervention.objects.visible_to(request.user).filter(school=school)
    rows = rows.exclude(state__in=["proposed", "declined"])
    named = {
        pk: programme or name
        for pk, name, programme in rows.values_list("pk", "name", "programme__name")
    }
    return reading.what_works(
        request.user, school, named, date(since, 9, 1), moment.today()
    )  # fmt: skip


def years_of(request) -> tuple[int, list[dict]]:
    """Since which September, and the ones to choose from."""
    today = moment.today()
    this = today.year if today.month >= 9 else today.year - 1
    choices = [this - step for step in range(YEARS_SHOWN)]
    typed = request.GET.get("since", "")
    since = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else this - 1
    since = since if since in choices else this - 1
    return since, [
        {"title": f"Since September {year}", "url": f"?since={year}", "here": year == since}
        for year in choices
    ]
