"""What was advised, beside the target that uses it: on the page of the plan (iep.in_class) and when
it is reviewed (iep.reviews.beside).

SENCO and head read every one; whoever works with the child those that the SENCO gave, unsigned.
"""

from collections import defaultdict

from agencies.models import Recommendation
from iep.dates import words
from iep.reviews.beside import Line
from sendcase.moment import LONDON

ADVISED = "Advice from outside"


def advised(user, plans) -> dict[int, dict[int | None, list[Line]]]:
    """Plan number → target number → what was taken up from advice and is used there. One query."""
    rows = Recommendation.objects.read_by(user).filter(target__plan__in=plans)
    found = defaultdict(lambda: defaultdict(list))
    for row in rows.select_related("target").order_by("decided_at", "pk"):
        key = row.target_id if row.target.removed_at is None else None
        on = words(row.decided_at.astimezone(LONDON).date())
        found[row.target.plan_id][key].append(Line(row.what_we_do, ADVISED, on))
    return {plan: dict(said) for plan, said in found.items()}
