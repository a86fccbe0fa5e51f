"""Reviewing a plan, carrying on with the next one, or closing it."""

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from iep import content, dates, deadlines, states
from iep.models import Review, SupportPlan, Target, TargetOutcome
from iep.services.editing import put_back
from iep.services.starting import (
    dates_for,
    note_start,
    open_entry,
    refuse_closed,
    refuse_second,
    rules_of,
)
from pupils import chronology
from pupils.models import Pupil
from sendcase import edits

UNMET = ("not_started", "some", "partly")
VIEWS = ("pupil_views", "parent_views", "summary")


@transaction.atomic
def review(*, plan, by, reviewed_on, outcomes, version=None, **views) -> Review:
    """shared → reviewed, with an outcome for every target.

    outcomes: {target number: (outcome, note)}; views: pupil_views, parent_views, summary.
    Raises Target.DoesNotExist for a target that is not this plan's, ValueError for one left out
    or a day that cannot be.
    """
    row = edits.locked(SupportPlan, plan.pk, version)
    states.check(row, "review")
    if wrong := dates.review_disagreement(reviewed_on=reviewed_on, starts_on=row.starts_on):
        raise ValueError(wrong)
    targets = {target.pk: target for target in row.targets.filter(removed_at=None)}
    if strange := set(outcomes) - set(targets):
        raise Target.DoesNotExist(strange)
    if set(targets) - set(outcomes):
        raise ValueError("Say how each target went.")
    made = Review.objects.create(
        school_id=row.school_id,
        plan=row,
        reviewed_on=reviewed_on,
        reviewed_by=by,
        **{name: views.get(name, "") for name in VIEWS},
    )
    keep_outcomes(made, outcomes)
    edits.save(row, state=states.State.REVIEWED)
    deadlines.review_done(row)
    tell(row, "plan.reviewed", "reviewed", by, on=reviewed_on, detail={"outcomes": outcomes})
    return made


def keep_outcomes(made, outcomes) -> None:
    TargetOutcome.objects.bulk_create(
        TargetOutcome(
            school_id=made.school_id, review=made, target_id=pk, outcome=outcome, note=note
        )
        for pk, (outcome, note) in outcomes.items()
    )


@transaction.atomic
def next_plan(*, plan, by, version=None) -> SupportPlan:
    """A new draft after a review, with what was not met carried over.

    The reviewed plan is replaced when the new one is shared. Raises AlreadyPlanned.
    """
    pupil = edits.locked(Pupil, plan.pupil_id)
    old = edits.locked(SupportPlan, plan.pk, version)
    states.check(old, "next")
    refuse_closed(old.kind)
    refuse_second(pupil, old.kind)
    start, review_on = dates_for(old.school, old.kind)
    entry = open_entry(pupil)
    new = SupportPlan.objects.create(
        school_id=old.school_id,
        pupil=pupil,
        kind=old.kind,
        register_entry=entry,
        lead=old.lead,
        sen_level=entry.stage_name if entry else old.sen_level,
        strengths=old.strengths,
        concerns=old.concerns,
        pupil_views=old.review.pupil_views,
        parent_views=old.review.parent_views,
        home_support=old.home_support,
        answers=old.answers,
        starts_on=start,
        review_on=review_on,
        carried_from=old,
        **rules_of(old.kind),
    )
    carry_over(old, new)
    note_start(new, by)
    return new


def carry_over(old, new) -> None:
    """The areas, and the targets that were not met."""
    new.areas.set(old.areas.all())
    unmet = old.targets.filter(removed_at=None, outcome__outcome__in=UNMET)
    Target.objects.bulk_create(
        Target(
            school_id=new.school_id,
            plan=new,
            position=position,
            carried_from=target,
            from_bank_id=target.from_bank_id,
            **{name: getattr(target, name) for name in content.ROW_TEXTS},
        )
        for position, target in enumerate(unmet, start=1)
    )


@transaction.atomic
def close(*, plan, by, reason, version=None) -> SupportPlan:
    """End a plan for a reason. Changes that were never shared are dropped."""
    row = edits.locked(SupportPlan, plan.pk, version)
    states.check(row, "close")
    if not reason.strip():
        raise ValueError("Say why the plan is closed.")
    if row.is_revising:
        put_back(row)
    # A draft never shared frees the plan it was carried from, so that another may follow it.
    came_from = row.carried_from if row.shared_at else None
    edits.save(
        row,
        state=states.State.CLOSED,
        closed_reason=reason,
        is_revising=False,
        correction_reason="",
        changes_agreed_by=None,
        carried_from=came_from,
    )
    deadlines.review_done(row, done=False)
    tell(row, "plan.closed", "closed", by, detail={"reason": ["", reason]})
    return row


def tell(row, verb, past, by, *, on=None, detail=None) -> None:
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(verb, target=row, by=by, detail=detail, **ids)
    summary, url = f"{row.kind.name} {past}", row.get_absolute_url()
    chronology.note(row.pupil, summary, needs=Permission.PLAN_VIEW, url=url, on=on)
