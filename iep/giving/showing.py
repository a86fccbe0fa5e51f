"""What was promised and given for each target: on the plan's page and at its review."""

from collections import defaultdict

from django.urls import reverse

from accounts.permissions import Permission as P
from iep.giving.models import TargetProvision
from iep.giving.services import OVER
from iep.models import Target
from iep.reviews.beside import Line
from provision.ledger import lines
from pupils.access import may_about

BY = "Promised and given"


def on_page(user, plan, value) -> None:
    """Puts `given` beside each target of value (iep.content.for_reading): lines, and where to
    choose them. Nothing for who may not read provision.
    """
    if value is None or not may_about(user, P.PROVISION_VIEW, plan.pupil):
        return
    chooses = plan.state not in OVER and may_about(user, P.PLAN_EDIT, plan.pupil)
    targets = [row["id"] for row in value["targets"] if row["id"]]
    found = lines.beside(user, TargetProvision, {"target__in": targets}, lambda: plan.school)
    for row in value["targets"]:
        url = reverse("giving:target", args=[plan.pk, row["id"]]) if row["id"] else ""
        row["given"] = {"lines": found.get(row["id"], []), "url": url if chooses else ""}


def noted(user, plans) -> dict[int, dict[int | None, list[Line]]]:
    """A source of iep.reviews.beside: how much of the promised help each target got."""
    if not plans:
        return {}
    owners = {"target__plan__in": plans, "target__removed_at": None}
    found = lines.beside(user, TargetProvision, owners, lambda: plans[0].school)
    said = defaultdict(lambda: defaultdict(list))
    of_plan = Target.objects.filter(pk__in=found).values_list("pk", "plan") if found else ()
    for target, plan in of_plan:
        said[plan][target] += [
            Line(f"{each['what']} ({each['often']}). {each['in_short']}. {each['lost']}".strip(),
                 BY, each["since"])
            for each in found[target]
        ]  # fmt: skip
    return {plan: dict(each) for plan, each in said.items()}
