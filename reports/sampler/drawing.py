"""Which plans a number draws on a day: the same number and day draw the same plans.

Every plan gets a lot: the digest of number, day and the plan's own id. The lowest lots are drawn,
one plan of each child. So whoever knows the number can draw again, and a plan that is shared or
closed later moves only the last place, never the others.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time

from iep.models import PlanVersion, SupportPlan
from reports.disclosure import SMALL
from reports.sampler.models import MOST_SEED
from sendcase import moment

State = SupportPlan.State
# With fewer children on shared plans whoever knows them can tell which plan is whose.
FEWEST = SMALL + 1


@dataclass(frozen=True)
class Lot:
    """A plan that may be drawn, by the version that was in force when the day began."""

    digest: str
    plan: int
    pupil: int
    version: int


def new_seed() -> int:
    return secrets.randbelow(MOST_SEED + 1)


def lots(school, seed: int, day: date) -> list[Lot]:
    """One of each child on roll, the lowest first. Two queries at any size."""
    newest = _versions(school, day)
    plans = SupportPlan.objects.filter(
        school=school, state__in=[State.SHARED, State.REVIEWED], pupil__left_on=None
    )
    rows = plans.order_by().values_list("pk", "uid", "pupil")
    found = sorted(
        (Lot(_digest(seed, day, uid), pk, pupil, newest[pk]) for pk, uid, pupil in rows
         if pk in newest),
        key=lambda lot: lot.digest,
    )  # fmt: skip
    first: dict[int, Lot] = {}
    for lot in found:
        first.setdefault(lot.pupil, lot)
    return list(first.values())


def _digest(seed: int, day: date, uid) -> str:
    return hashlib.sha256(f"{seed} {day.isoformat()} {uid}".encode()).hexdigest()


def _versions(school, day: date) -> dict[int, int]:
    """Plan → the last version shared before that day."""
    begin = datetime.combine(day, time.min, moment.LONDON)
    rows = PlanVersion.objects.filter(plan__school=school, made_at__lt=begin)
    return dict(rows.order_by("number").values_list("plan", "pk"))


def why_not(children: int) -> str:
    """Why no sample of this school can be nameless; "" where one can."""
    if children >= FEWEST:
        return ""
    return (
        f"A sample is nameless only where at least {FEWEST} children have a plan that was shared "
        "with the family before today. With fewer, whoever knows the school can tell which plan "
        "is whose, with or without a name on it. Here it cannot be done now."
    )
