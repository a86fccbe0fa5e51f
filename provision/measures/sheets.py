"""What works here, and the results of one intervention, as files."""

from accounts.access import require
from accounts.permissions import Permission as P
from provision.measures import reach, reading, showing, views
from pupils.models import Pupil
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import Sheet

WORKS = ["What", "Test", "Children", "Verdict", "Gain", "Waiting", "Time"]
RESULTS = ["Test", "Pupil", "Entry", "On", "Exit", "On", "Gain", "In a month"]


@list_file
def works_sheet(request, school, kind):
    school = school_to_take(request, school, P.IMPACT_VIEW)
    since, _ = views.years_of(request)
    return answer(
        request, kind, views.works_of(request, school, since),
        lambda found: works_in(found, school, since), f"/{school.slug}/provision/what-works/",
        "to fewer years",
    )  # fmt: skip


def works_in(found, school, since) -> Sheet:
    keys = ("name", "test", "measured", "verdict", "figures", "waiting", "hours")
    rows = [[row[key] for key in keys] for row in map(showing.works_row, found)]
    return Sheet(f"{school.slug}-what-works-{since}", "What works here", WORKS, rows)


@list_file
def result_sheet(request, pk, kind):
    """Of the children whom this person may take away, a line for each test."""
    row = views.intervention_or_404(request, pk)
    for permission in (P.MEASURE_VIEW, P.LIST_EXPORT):
        require(request.user, permission, school_id=row.school_id)
    found = views.results_of(request.user, row, reach.runs(request.user, row))
    reached = Pupil.objects.visible_to(request.user, P.LIST_EXPORT)
    names = {pupil.pk: pupil.name for pupil in
             reached.filter(pk__in={each.pupil_id for each in found})}  # fmt: skip
    mine = [each for each in found if each.pupil_id in names]
    back = f"/interventions/{pk}/measures/"
    return answer(request, kind, mine, lambda found: results_in(found, names, row), back)


def results_in(found, names, intervention) -> Sheet:
    rows = [
        result(f"{test} ({showing.SHORT[kind]})", each, names[each.pupil_id])
        for (test, kind), held in reading.tests_of(found).items() for each in held
    ]  # fmt: skip
    name = named(intervention.school, f"results-{intervention.pk}")
    return Sheet(name, "Entry and exit", RESULTS, rows)


def result(test: str, row: reading.Row, name: str) -> list:
    shown = showing.row_of(row, name)
    left = [shown["exit"], row.exit_on] if row.exit_on else ["Not yet", ""]
    return [test, name, shown["entry"], row.entry_on, *left, shown["gain"], shown["a_month"]]
