"""What was promised and given for each line of section F: on the plan, at the annual review."""

from datetime import timedelta

from django.urls import reverse

from accounts.permissions import Permission as P
from ehcp.giving.models import LineProvision
from ehcp.plans.models import EhcPlan
from provision.ledger import lines
from provision.ledger.reading import Window
from pupils.access import may_about
from sendcase import moment

YEAR = timedelta(days=365)


def put_beside(user, plan, blocks) -> None:
    """Puts `given` beside each line of section F in blocks (ehcp.plans.content.blocks): its
    promises, and where to choose them. Nothing for who may not read provision.
    """
    rows = [row for block in blocks if block["letter"] == "F" for row in block["lines"]]
    if not rows or plan.state not in EhcPlan.OPEN:
        return
    if not may_about(user, P.PROVISION_VIEW, plan.pupil):
        return
    owners = {"line__in": [row["id"] for row in rows]}
    found = lines.beside(user, LineProvision, owners, lambda: plan.school)
    chooses = may_about(user, P.EHC_EDIT, plan.pupil)
    for row in rows:
        url = reverse("ehc_giving:line", args=[plan.pk, row["id"]]) if chooses else ""
        row["given"] = {"lines": found.get(row["id"], []), "url": url}


def of_year(user, plan, keys) -> dict[int, list[dict]]:
    """Line of section F → its promises over the last twelve months; for the annual review."""
    today = moment.today()
    window = Window("In the last 12 months", today - YEAR, today)
    owners = {"line__in": list(keys)}
    return lines.beside(user, LineProvision, owners, lambda: plan.school, window)
