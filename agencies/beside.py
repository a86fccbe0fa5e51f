"""What was advised, beside the target that uses it: on the page of the plan (iep.in_class) and when
it is reviewed (iep.reviews.beside).

SENCO and head read every one; whoever works with the child those that the SENCO gave, unsigned.
"""

from collections import defaultdict

from django.db.models import Q

from accounts.permissions import Permission as P
from agencies.models import Recommendation
from iep.dates import words
from iep.reviews.beside import Line
from pupils.querysets import pupil_scope
from sendcase.moment import LONDON

ADVISED = "Advice from outside"


def advised(user, plans) -> dict[int, dict[int | None, list[Line]]]:
    """Plan number → target number → what was taken up from advice and is used there. One query."""
    reads_all = pupil_scope(user, P.AGENCY_VIEW, "pupil__")
    given = pupil_scope(user, P.ADVICE_GIVEN, "pupil__") & Q(given_at__isnull=False)
    rows = Recommendation.objects.filter(reads_all | given, target__plan__in=plans)
    found = defaultdict(lambda: defaultdict(list))
    for row in rows.select_related("target").order_by("decided_at", "pk"):
        key = row.target_id if row.target.removed_at is None else None
        on = words(row.decided_at.astimezone(LONDON).date())
        found[row.target.plan_id][key].append(Line(row.what_we_do, ADVISED, on))
    return {plan: dict(said) for plan, said in found.items()}
