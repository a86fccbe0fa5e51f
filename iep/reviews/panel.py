"""Today's rows "Plan reviews": classes with several plans to review now, each on one screen."""

from django.db.models import Count, Q

from accounts.permissions import Permission as P
from iep.reviews import together
from reminders.today import Section
from sendcase import moment

SEVERAL = 2
MOST = 6
GROUP = "pupil__class_group"
COLUMNS = (GROUP, f"{GROUP}__name")


def lines(user, school) -> list[dict]:
    found = [line(row, school) for row in due_by_class(user, school) if row["due"] >= SEVERAL]
    return found[:MOST]


def due_by_class(user, school):
    """COLUMNS, due and late of each class with a plan to review soon. One query."""
    today = moment.today()
    due = together.to_review(user, school).filter(
        review_on__lte=today + together.SOON, pupil__class_group__isnull=False
    )
    counts = {"due": Count("pk"), "late": Count("pk", filter=Q(review_on__lt=today))}
    return due.order_by(f"{GROUP}__sort_key", GROUP).values(*COLUMNS).annotate(**counts)


def line(row, school) -> dict:
    return {
        "text": f"{row[f'{GROUP}__name']}: {row['due']} plans to review in the next two weeks",
        "url": f"/{school.slug}/plans/review-together/?class={row[GROUP]}",
        "verb": "Review together", "kind": "late",
        "status": f"{row['late']} late" if row["late"] else "",
    }  # fmt: skip


SECTION = Section(
    key="plan-reviews", title="Plan reviews", order=35, needs=P.PLAN_EDIT, lines=lines
)
