"""Where a recommendation is used: the one place that knows of each thing that can use one."""

from dataclasses import dataclass

from iep.models import SupportPlan, Target
from iep.querysets import LIVE

JOINED = ("target__plan__kind",)


@dataclass(frozen=True)
class Use:
    """words: "Target 2 of the IEP: Reads 40 of 45 words"; url: where it stands."""

    words: str
    url: str


def uses_of(row) -> list[Use]:
    """row: a Recommendation with JOINED."""
    return [_of_target(row.target)] if row.target else []


def targets_for(user, pupil) -> list[Target]:
    """Targets in force, of the child's plans in use that this person reads."""
    plans = SupportPlan.objects.visible_to(user).filter(pupil=pupil, state__in=LIVE)
    rows = Target.objects.filter(plan__in=plans.order_by().values("pk"), removed_at=None)
    return list(rows.select_related("plan__kind").order_by("-plan", "position"))


def said(target) -> str:
    return f"Target {target.position} of the {target.plan.kind.short_name}: {target.target}"


def _of_target(target) -> Use:
    return Use(said(target), target.plan.get_absolute_url())
