"""What was promised and given for each target: on the plan's page and at its review."""

from collections import defaultdict

from django.urls import reverse

from accounts.permissions import Permission as P
from iep.giving.models import TargetProvision
from iep.giving.services import OVER
from iep.reviews.beside import Line, Source
from provision.ledger import lines
from pupils.access import may_about

BY = "Promised and given"


def asks_on_page(user, plan, value) -> dict:
    """The links of the targets of value (iep.content.for_reading); nothing for who may not read
    provision.
    """
    if not may_about(user, P.PROVISION_VIEW, plan.pupil):
        return {}
    targets = [row["id"] for row in value["targets"] if row["id"]]
    return {"given": lines.links(user, TargetProvision, {"target__in": targets})}


def on_page(user, plan, value, found) -> None:
    """Puts `given` beside each target of value: lines, and where to choose them. found: rows of
    `asks_on_page`.
    """
    if "given" not in found:
        return
    chooses = plan.state not in OVER and may_about(user, P.PLAN_EDIT, plan.pupil)
    given = lines.of_links(found["given"], TargetProvision, lambda: plan.school)
    for row in value["targets"]:
        url = reverse("giving:target", args=[plan.pk, row["id"]]) if row["id"] else ""
        row["given"] = {"lines": given.get(row["id"], []), "url": url if chooses else ""}


def asks(user, plans) -> dict:
    owners = {"target__plan__in": plans, "target__removed_at": None}
    return {"given": lines.links(user, TargetProvision, owners, "target__plan")}


def noted(user, plans, found) -> dict[int, dict[int | None, list[Line]]]:
    """A source of iep.reviews.beside: how much of the promised help each target got."""
    given = lines.of_links(found["given"], TargetProvision, lambda: plans[0].school)
    plan_of = {row["target"]: row["target__plan"] for row in found["given"]}
    said = defaultdict(dict)
    for target, rows in given.items():
        said[plan_of[target]][target] = [
            Line(f"{each['what']} ({each['often']}). {each['in_short']}. {each['lost']}".strip(),
                 BY, each["since"])
            for each in rows
        ]  # fmt: skip
    return dict(said)


SOURCE = Source(noted, asks)
