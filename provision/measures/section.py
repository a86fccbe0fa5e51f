"""Entry and exit on the page of an intervention, and of one child in their tab."""

from accounts.permissions import Permission as P
from provision.measures import reach, reading, showing
from provision.measures.models import Measure

MOST = 10  # the newest of a child; all of them are among the scores


def of_intervention(request, intervention) -> dict:
    mine = reach.runs(request.user, intervention)
    rows = reach.measures(request.user, intervention, mine)
    with_both = rows.exclude(exit=None).count()
    return {
        "url": f"/interventions/{intervention.pk}/measures/",
        "entered": rows.count(), "both": with_both,
    }  # fmt: skip


def of_pupil(request, pupil) -> dict | None:
    measures = Measure.objects.visible_to(request.user).filter(pupil=pupil)
    rows = reading.rows_of(measures.order_by("-pk")[:MOST])
    if not rows:
        return None
    return {"rows": [showing.row_of(row, row.test) for row in rows]}


def register() -> None:
    from provision.interventions.sections import add_section
    from provision.interventions.tab import add_tab_section

    folder = "provision/measures/partials"
    add_section("measures", 50, P.MEASURE_VIEW, f"{folder}/_section.html", of_intervention)
    add_tab_section("measures", 50, P.MEASURE_VIEW, f"{folder}/_tab.html", of_pupil)
