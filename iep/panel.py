"""The pupil's "Plan" tab, and what the "Now" tab says about plans."""

from django.db.models import F

from accounts.permissions import Permission as P
from iep.dates import words
from iep.models import SupportPlan
from iep.ring.line import ring_lines
from pupils.models import Pupil
from pupils.panels import Panel, Summary
from sendcase import moment

STATE_WORDS = {
    "draft": "being written",
    "agreed": "agreed, to be shared",
    "shared": "to be reviewed",
    "reviewed": "reviewed: write the next one or close it",
}


def context(request, pupil) -> dict:
    from iep.views.reading import list_row

    plans = SupportPlan.objects.visible_to(request.user).filter(pupil=pupil)
    rows = [(plan, list_row(plan)) for plan in plans.select_related("pupil", "kind", "lead")]
    live = ("draft", "agreed", "shared", "reviewed")
    return {
        "live": [row for plan, row in rows if plan.state in live],
        "past": [row for plan, row in rows if plan.state not in live],
        "may_start": Pupil.objects.visible_to(request.user, P.PLAN_EDIT)
        .filter(pk=pupil.pk)
        .exists(),
    }


def lines(user, pupil) -> list[dict]:
    plans = SupportPlan.objects.visible_to(user).filter(pupil=pupil, state__in=STATE_WORDS)
    columns = {
        "lead_name": F("lead__name"),
        "short_name": F("kind__short_name"),
        "name": F("kind__name"),
    }
    rows = list(plans.values("pk", "state", "starts_on", "review_on").annotate(**columns))
    return ring_lines(pupil, rows) + [
        line(SupportPlan(pk=row["pk"], state=row["state"], review_on=row["review_on"]), row["name"])
        for row in rows
    ]


def line(plan, kind_name: str) -> dict:
    """when: the review date; state: late, soon or plain (components/_status)."""
    is_shared = plan.state == SupportPlan.State.SHARED
    is_late = is_shared and plan.review_on < moment.today()
    return {
        "text": f"{kind_name}: {STATE_WORDS[plan.state]}",
        "url": plan.get_absolute_url(),
        "when": words(plan.review_on) if is_shared else "",
        "state": "late" if is_late else "plain",
    }


PANEL = Panel(
    key="plan",
    title="Plan",
    order=30,
    needs=P.PLAN_VIEW,
    template="iep/partials/_panel.html",
    context=context,
)
SUMMARY = Summary(key="plan", order=30, needs=P.PLAN_VIEW, lines=lines)
