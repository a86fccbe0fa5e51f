"""The tab Scores of a pupil, and the newest scores of many for a meeting."""

from collections import defaultdict

from accounts.permissions import Permission
from pupils.access import may_about
from pupils.panels import Panel
from pupils.scores.chart import chart
from pupils.scores.kinds import SHORT, ScoreKind
from pupils.scores.models import Score
from pupils.wording import day_text
from sendcase import moment
from sendcase.pages import keyset
from sendcase.sheets import Sheet

CHARTS, POINTS = 4, 12
NEWEST = ("-taken_on", "-pk")
HEADINGS = ["Test", "Result", "Kind", "When", "From"]
AVERAGE = 1000  # tenths: the mean of a standardised score; what a scaled score expects


def context(request, pupil) -> dict:
    rows = Score.objects.visible_to(request.user).filter(pupil=pupil)
    page = keyset(rows, order=NEWEST, request=request, size=40)
    may_edit = may_about(request.user, Permission.SCORE_EDIT, pupil)
    first = "after" not in request.GET and "before" not in request.GET
    return {
        "page": page,
        "rows": [row_of(row) for row in page.rows],
        "charts": charts(page.rows) if first else [],
        "may_edit": may_edit,
        "empty": "Write a result down, or import a list." if may_edit else "Nothing is noted yet.",
        "may_export": may_about(request.user, Permission.LIST_EXPORT, pupil),
        "sheets_url": f"/pupils/{pupil.pk}/scores/as/",
        "sheet_query": "",
    }


def row_of(row) -> dict:
    return {
        "pk": row.pk,
        "test": row.test,
        "result": row.result,
        "kind": SHORT[row.kind],
        "on": day_text(row.taken_on),
        "source": row.source,
        "corrected": row.version > 1,
    }


def sheet_of(scores, pupil) -> Sheet:
    rows = []
    for score, row in ((each, row_of(each)) for each in scores):
        result = f"{row['result']} (corrected)" if row["corrected"] else row["result"]
        rows.append([row["test"], result, row["kind"], score.taken_on, row["source"]])
    return Sheet(f"scores-{pupil.pk}-{moment.today().isoformat()}", "Scores", HEADINGS, rows)


def charts(rows) -> list[dict]:
    """Of the tests with two numbers or more, those taken last."""
    series: dict[tuple, list] = defaultdict(list)
    for row in rows:
        if row.tenths is not None:
            series[row.test_key, row.kind].append(row)
    drawn = [found[:POINTS] for found in series.values() if len(found) > 1][:CHARTS]
    return [drawing(found) for found in drawn]


def drawing(found) -> dict:
    newest = found[0]
    guide = AVERAGE if newest.kind in {ScoreKind.STANDARDISED, ScoreKind.SCALED} else None
    title = f"{newest.test} ({SHORT[newest.kind]})"
    points = [(row.taken_on, row.tenths, row.result) for row in reversed(found)]
    return {"title": title, "svg": chart(title, points, guide)}


def newest_of(user, pupils, since, most=3) -> dict[int, list[str]]:
    """Number of the pupil → their latest results in words, one for each test. One query."""
    found: dict[int, dict] = defaultdict(dict)
    rows = Score.objects.visible_to(user).filter(pupil__in=pupils, taken_on__gte=since)
    for row in rows.newest_first():
        found[row.pupil_id].setdefault((row.test_key, row.kind), row)
    return {
        number: [
            f"{row.test}: {row.result} ({SHORT[row.kind]}, {row.taken_on:%b %Y})"
            for row in list(tests.values())[:most]
        ]
        for number, tests in found.items()
    }


PANEL = Panel(
    key="scores",
    title="Scores",
    order=60,
    needs=Permission.SCORE_VIEW,
    template="pupils/partials/_scores.html",
    context=context,
)
