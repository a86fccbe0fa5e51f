"""Reviewing a plan: how each target went, what was said, and what becomes of the plan."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from iep import dates, deadlines, states
from iep.models import SupportPlan, Target
from iep.reviews import checks, scale, stages
from iep.reviews.following import close, next_plan, tell
from iep.reviews.models import Review, TargetOutcome
from iep.reviews.states import ASKS_STAGE, MOVES, OPENS_NEXT, Decision
from pupils.models import Pupil
from sendcase import edits, moment

VIEWS = ("pupil_views", "parent_views", "summary")


@dataclass(frozen=True)
class Went:
    """How one target went: a code of TargetOutcome.Outcome, a note, what shows it."""

    outcome: str
    note: str = ""
    evidence: str = ""


@transaction.atomic
def review(
    *, plan, by, reviewed_on, outcomes, version=None, decision="", reason="", next_review_on=None,
    **views,
) -> Review:  # fmt: skip
    """Keep a review and do what it decides, in one act. Without a decision the plan waits as
    reviewed.

    outcomes: {target number: Went or its values}; reason: needed to close; next_review_on: needed
    to carry on; views: pupil_views, parent_views, summary. Raises Target.DoesNotExist for a target
    that is not this plan's, ValueError for one left out, a day that cannot be, a reason missing.
    """
    pupil = edits.locked(Pupil, plan.pupil_id)  # as next_plan does: first the child
    row = edits.locked(SupportPlan, plan.pk, version)
    states.check(row, MOVES[decision])
    went = {pk: one if isinstance(one, Went) else Went(*one) for pk, one in outcomes.items()}
    refuse(row, reviewed_on, went, decision, reason, next_review_on)
    number = row.reviews.count() + 1
    made = Review.objects.create(
        school_id=row.school_id,
        plan=row,
        number=number,
        reviewed_on=reviewed_on,
        reviewed_by=by,
        decision=decision,
        reason=reason if decision == Decision.CLOSE else "",
        next_review_on=next_review_on if decision == Decision.KEEP else None,
        **stages.asked(row, pupil, decision),
        **{name: views.get(name, "") for name in VIEWS},
    )
    keep_outcomes(made, row.school.policy, went)
    detail = {"outcomes": {pk: vars(value) for pk, value in went.items()}, "decision": decision}
    decide(row, made, by)
    tell(row, "plan.reviewed", "reviewed", by, on=reviewed_on, detail=detail)
    go_on(row, made, by)
    return made


def refuse(row, reviewed_on, went, decision, reason, next_review_on) -> None:
    """Raise where what was said of the review cannot be."""
    if wrong := dates.review_disagreement(reviewed_on=reviewed_on, starts_on=row.starts_on):
        raise ValueError(wrong)
    targets = set(row.targets.filter(removed_at=None).values_list("pk", flat=True))
    if strange := set(went) - targets:
        raise Target.DoesNotExist(strange)
    if targets - set(went):
        raise ValueError("Say how each target went.")
    if decision == Decision.CLOSE and not reason.strip():
        raise ValueError("Say why the plan is closed.")
    if decision == Decision.KEEP and (wrong := wrong_next_day(next_review_on)):
        raise ValueError(wrong)


def wrong_next_day(day: date | None) -> str:
    if day is None:
        return "Say when this plan is reviewed next."
    if day <= moment.today():
        return f"The next review is on {dates.words(day)}. Choose a day after today."
    return ""


def keep_outcomes(made, policy, went: dict[int, Went]) -> None:
    words = scale.words_of(policy)
    TargetOutcome.objects.bulk_create(
        TargetOutcome(
            school_id=made.school_id,
            review=made,
            target_id=pk,
            words=words[each.outcome],
            **vars(each),
        )
        for pk, each in went.items()
    )


def decide(row, made, by) -> None:
    """shared → reviewed, or shared with the next day of review."""
    if made.decision == Decision.KEEP:
        edits.save(row, review_on=made.next_review_on)
        deadlines.review_done(row)
        deadlines.expect_review(row)
        return
    edits.save(row, state=states.State.REVIEWED)
    deadlines.review_done(row)
    if made.decision != Decision.CLOSE:
        deadlines.expect_next(row, made.reviewed_on)
    checks.plan_ended(row)


def go_on(row, made, by) -> None:
    """The acts that follow at once: the next plan, the question about the stage, the end.

    A kind the school has given up opens no next plan: the reviewed one waits to be closed.
    """
    if made.decision in OPENS_NEXT and row.kind.closed_on is None:
        next_plan(plan=row, by=by)
    if made.decision in ASKS_STAGE:
        stages.ask(made)
    if made.decision == Decision.CLOSE:
        close(plan=row, by=by, reason=made.reason)
