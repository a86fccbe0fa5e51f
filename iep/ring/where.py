"""Where a child is in the cycle of assess, plan, do, review; what is next, and by whom.

From records only: the stage, the plans, whose deadline the next step is. SEND Code of Practice
2015, 6.44 to 6.56.
"""

from dataclasses import dataclass
from datetime import timedelta

from accounts.permissions import Role
from iep.dates import words
from iep.models import SupportPlan
from sendcase import moment

State = SupportPlan.State
STEPS = ("Assess", "Plan", "Do", "Review")
REVIEW_OPENS = timedelta(days=14)  # before the review date the plan is about to be reviewed
REVIEW, WRITE = "review-plan", "write-plan"
# Which of several plans the cycle is told by: the one at work before one that is being written.
ORDER = {State.SHARED: 0, State.DRAFT: 1, State.AGREED: 1, State.REVIEWED: 2}


@dataclass(frozen=True)
class Place:
    """step: 0 to 3 (STEPS); now and after: a sentence each; is_late: the step is overdue."""

    step: int
    now: str
    after: str
    is_late: bool = False

    @property
    def name(self) -> str:
        return STEPS[self.step]


def place(pupil, plans, due) -> Place | None:
    """pupil: with school.policy and stage; plans: rows {pk, state, starts_on, review_on,
    lead_name, short_name} in use; due: who_is_next of the child. None without a stage and a plan.
    """
    told = [plan for plan in plans if plan["state"] in ORDER]
    if not told:
        return assess(pupil, due) if pupil.stage_id else None
    told.sort(key=lambda plan: (ORDER[plan["state"]], plan["review_on"], plan["pk"]))
    plan = told[0]
    name = "the plan" if len(told) == 1 else f"the {plan['short_name']}"
    if plan["state"] == State.SHARED:
        return at_work(plan, name, due)
    return being_planned(plan, name, due)


def assess(pupil, due) -> Place:
    if (WRITE, None) in due:
        return Place(1, "a plan is to be written.", f"{due[WRITE, None]} writes it.")
    policy = pupil.school.policy
    both = f"The {policy.teacher_title} and the {policy.senco_title}"
    return Place(0, "there is no plan at the moment.", f"{both} look at what is needed.")


def being_planned(plan, name, due) -> Place:
    lead = plan["lead_name"]
    return {
        State.DRAFT: Place(1, f"{name} is being written.", f"{lead} writes it."),
        State.AGREED: Place(1, f"{name} is agreed.", f"{lead} shares it with the family."),
        State.REVIEWED: Place(
            1, f"{name} was reviewed.", f"{lead} writes the next one, or closes this one."
        ),
    }[plan["state"]]


def at_work(plan, name, due) -> Place:
    """Shared: done until two weeks before the review date, then reviewed."""
    today, review_on = moment.today(), plan["review_on"]
    after = f"{due.get((REVIEW, plan['pk']), plan['lead_name'])} reviews it."
    if review_on < today:
        late = f"the review of {name} is late. It was due on {words(review_on)}."
        return Place(3, late, after, is_late=True)
    if review_on - REVIEW_OPENS <= today:
        return Place(3, f"{name} is reviewed by {words(review_on)}.", after)
    if plan["starts_on"] > today:
        begins = f"{name} starts on {words(plan['starts_on'])} and runs until the review on"
        return Place(2, f"{begins} {words(review_on)}.", after)
    return Place(2, f"{name} runs until the review on {words(review_on)}.", after)


def who_is_next(pupil, deadlines) -> dict[tuple, str]:
    """(kind, number of the plan; None where it is still to be written) → a name, or the role as
    the school calls it. deadlines: rows {kind, object_id, owner__name, owner_role}.
    """
    titles = {Role.SENCO: pupil.school.policy.senco_title}
    return {
        (row["kind"], row["object_id"] if row["kind"] == REVIEW else None): row["owner__name"]
        or f"The {titles.get(row['owner_role']) or Role(row['owner_role']).label}"
        for row in deadlines
    }
