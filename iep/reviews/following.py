"""What comes after a review: the next plan, or the end of this one."""

from django.db import transaction

from accounts.permissions import Permission
from audit import log
from iep import content, deadlines, states
from iep.giving import services as giving
from iep.models import SupportPlan, Target
from iep.reviews import checks, scale
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
    entry, last = open_entry(pupil), old.reviews.last()
    new = SupportPlan.objects.create(
        school_id=old.school_id,
        pupil=pupil,
        kind=old.kind,
        register_entry=entry,
        lead=old.lead,
        sen_level=entry.stage_name if entry else old.sen_level,
        strengths=old.strengths,
        concerns=old.concerns,
        pupil_views=last.pupil_views,
        parent_views=last.parent_views,
        home_support=old.home_support,
        answers=old.answers,
        starts_on=start,
        review_on=review_on,
        carried_from=old,
        **rules_of(old.kind),
    )
    carry_over(old, new, last, by)
    note_start(new, by)
    return new


def next_of(plan) -> SupportPlan | None:
    """The plan that follows this one, if there is one."""
    return SupportPlan.objects.filter(carried_from=plan).first()


def carry_over(old, new, review, by) -> None:
    """The areas, and the targets that the review found not met, with the help that gives them."""
    new.areas.set(old.areas.all())
    unmet = old.targets.filter(
        removed_at=None, outcomes__review=review, outcomes__outcome__in=scale.UNMET
    )
    carried = Target.objects.bulk_create(
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
    giving.carry(carried, by)


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
    deadlines.settled(row)
    checks.plan_ended(row)
    tell(row, "plan.closed", "closed", by, detail={"reason": ["", reason]})
    return row


def tell(row, verb, past, by, *, on=None, detail=None) -> None:
    ids = {"school_id": row.school_id, "pupil_id": row.pupil_id}
    log.record(verb, target=row, by=by, detail=detail, **ids)
    summary, url = f"{row.kind.name} {past}", row.get_absolute_url()
    chronology.note(row.pupil, summary, needs=Permission.PLAN_VIEW, url=url, on=on)
