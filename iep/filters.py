"""What the list of pupils can ask about plans."""

from accounts.permissions import Permission
from iep.models import SupportPlan
from pupils.filters import Question, add_question

CHOICES = [("", "With a plan or not"), ("open", "Has an open plan"), ("none", "Has no open plan")]


def by_plan(pupils, user, which):
    """As far as this person may see plans; with none in sight a pupil counts as having none."""
    live = SupportPlan.objects.visible_to(user).live().values("pupil")
    return pupils.filter(pk__in=live) if which == "open" else pupils.exclude(pk__in=live)


def open_plans(user, pupils):
    """For the page of a progress meeting: (number of the pupil, words)."""
    rows = SupportPlan.objects.visible_to(user).live().filter(pupil__in=pupils)
    for number, name in rows.values_list("pupil", "kind__short_name"):
        yield number, f"{name} open"


def register() -> None:
    add_question(
        Question(
            name="plan", label="Plan", order=30, needs=Permission.PLAN_VIEW,
            choices=lambda options: CHOICES, narrow=by_plan,
        )
    )  # fmt: skip
