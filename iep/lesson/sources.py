"""Where the lines of a lesson sheet come from. A room above adds its own in AppConfig.ready().

A source gets the person who reads and the children, all of whom the person may see in a lesson,
and says what is written for them: source(user, pupils) → Adjustments, in any number of its own
queries, the same however many children there are.
"""

from collections.abc import Callable, Iterable

from django.db.models import OuterRef, Subquery

from iep import content
from iep.lesson.merging import Adjustment
from iep.models import PlanVersion, SupportPlan

SHARED = ("shared", "reviewed")  # a reviewed plan counts until the next one is shared


def of_plans(user, pupils) -> list[Adjustment]:
    """Class strategies as they were shared last: nobody teaches from a plan that is changing."""
    plans = SupportPlan.objects.visible_to(user).filter(pupil__in=pupils, state__in=SHARED)
    newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number")
    rows = PlanVersion.objects.filter(plan__in=plans, pk=Subquery(newest.values("pk")[:1]))
    return [
        Adjustment(version.plan.pupil_id, row["strategies"])
        for version in rows.select_related("plan").only("content", "plan__pupil").order_by("plan")
        for row in content.of_version(version)["targets"]
    ]


def of_children(user, pupils) -> list[Adjustment]:
    """ "How to help me", in the child's own words."""
    return [Adjustment(pupil.pk, pupil.how_to_help) for pupil in pupils if pupil.how_to_help]


sources: list[Callable[[object, list], Iterable[Adjustment]]] = [of_plans, of_children]


def adjustments(user, pupils) -> list[Adjustment]:
    """Of all sources, child by child in the order of `pupils`."""
    place = {pupil.pk: number for number, pupil in enumerate(pupils)}
    found = [one for source in sources for one in source(user, pupils)]
    return sorted(found, key=lambda one: place[one.pupil])
