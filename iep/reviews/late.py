"""What stands on the tab "Review late": how many by class, and boxes that lead to one screen."""

from django.db.models import Count

from accounts.access import may
from accounts.permissions import Permission as P
from iep.reviews import together
from pupils.wording import counted


def on_tab(user, school, plans, rows) -> dict:
    """plans: every late one this person may read; rows: [(plan, its row)] of this page.

    Marks in each row whether it may be ticked. Two queries, one for who does not review.
    """
    may_review = may(user, P.PLAN_EDIT, school.pk)
    ready = together.to_review(user, school).filter(pk__in=[plan.pk for plan, _ in rows])
    numbers = set(ready.values_list("pk", flat=True)) if may_review else set()
    for plan, row in rows:
        row["tick"] = plan.pk if plan.pk in numbers else None
    classes = by_class(plans)
    return {
        "late_words": counted(sum(number for _, number in classes), "review") + " late",
        "late_by_class": classes, "may_tick": bool(numbers),
    }  # fmt: skip


def by_class(plans) -> list[tuple[str, int]]:
    """(class, how many), those without a class last. One query."""
    name, order = "pupil__class_group__name", "pupil__class_group__sort_key"
    rows = list(plans.order_by(order).values_list(name).annotate(Count("pk")).values_list(
        name, "pk__count", order
    ))  # fmt: skip
    rows.sort(key=lambda row: (row[0] is None, row[2] or ""))
    return [(name or "no class", number) for name, number, _ in rows]
