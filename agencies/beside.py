"""What was advised, beside the target that uses it: on the page of the plan (iep.in_class) and when
it is reviewed (iep.reviews.beside).

SENCO and head read every one; whoever works with the child those that the SENCO gave, unsigned.
"""

from collections import defaultdict

from agencies.models import Recommendation
from iep.dates import words
from iep.reviews.beside import Line, Source
from sendcase.moment import LONDON

ADVISED = "Advice from outside"


COLUMNS = ("pk", "target", "target__plan", "target__removed_at", "words", "our_words",
           "decided_at")  # fmt: skip


def asks(user, plans) -> dict:
    rows = Recommendation.objects.read_by(user).filter(target__plan__in=plans)
    return {"advised": (rows, COLUMNS)}


def advised(user, plans, found) -> dict[int, dict[int | None, list[Line]]]:
    """Plan number → target number → what was taken up from advice and is used there."""
    noted = defaultdict(lambda: defaultdict(list))
    for row in sorted(found["advised"], key=lambda row: (row["decided_at"], row["pk"])):
        key = row["target"] if row["target__removed_at"] is None else None
        on = words(row["decided_at"].astimezone(LONDON).date())
        point = Recommendation(words=row["words"], our_words=row["our_words"])
        noted[row["target__plan"]][key].append(Line(point.what_we_do, ADVISED, on))
    return {plan: dict(said) for plan, said in noted.items()}


SOURCE = Source(advised, asks)
