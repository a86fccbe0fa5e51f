"""A review begins, and may be called off before its meeting."""

from django.db import transaction

from ehcp.plans.models import EhcPlan
from ehcp.reviews import states
from ehcp.reviews.models import AdviceLink, AnnualReview, Invitation
from ehcp.reviews.planning import moving, proposing
from ehcp.reviews.telling import tell
from pupils.leaving import has_gone
from sendcase import edits, moment
from sendcase.edits import IllegalMove

Kind = AnnualReview.Kind
CALLED_OFF = "The annual review was called off."
KEPT = ("kind", "transfer_year", "is_to_post_16")


@transaction.atomic
def open_review(
    *, plan, by, kind=Kind.ANNUAL, transfer_year=None, is_to_post_16=False
) -> AnnualReview:
    """Begin the review of a plan in force, with whoever must be invited proposed.

    transfer_year: the calendar year of the change of school (reg. 18). Raises IllegalMove where one
    is open already, the plan is not in force, or the child has left.
    """
    plan = edits.locked(EhcPlan, plan.pk)
    if plan.state != EhcPlan.State.IN_FORCE:
        raise IllegalMove("Only a plan in force is reviewed.")
    if has_gone(plan.pupil.left_on):
        raise IllegalMove(f"{plan.pupil.first_name} has left this school.")
    if plan.reviews.filter(state__in=AnnualReview.OPEN).exists():
        raise IllegalMove("A review of this plan is open already. Go on with that one.")
    facts = kept(kind, transfer_year, is_to_post_16)
    row = AnnualReview.objects.create(
        school_id=plan.school_id, pupil=plan.pupil, plan=plan, recorded_by=by,
        is_with_pep=plan.pupil.looked_after, **facts,
    )  # fmt: skip
    for person in proposing.people(plan, moment.today()):
        Invitation.objects.create(review=row, **person)
    detail = {name: [None, value] for name, value in facts.items() if value}
    return tell(row, "opened", by, detail, f"{row.get_kind_display()} of the EHC plan begun")


@transaction.atomic
def change_kind(*, row, by, kind, transfer_year=None, is_to_post_16=False, version=None):
    """Which review it is, and the year of a change of school; also once the meeting was held.

    What went out of a report stays as it went. Raises Stale, IllegalMove.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    states.check(row, "change the kind")
    facts = kept(kind, transfer_year, is_to_post_16)
    detail = {name: [getattr(row, name), value] for name, value in facts.items()
              if getattr(row, name) != value}  # fmt: skip
    edits.save(row, **facts)
    return tell(row, "kind_changed", by, detail)


def kept(kind, transfer_year, is_to_post_16) -> dict:
    """Raises IllegalMove for a change of school without its year."""
    if kind != Kind.TRANSFER:
        return {"kind": kind, "transfer_year": None, "is_to_post_16": False}
    this = moment.today().year
    if transfer_year is None or not this - 1 <= transfer_year <= this + 3:
        raise IllegalMove(f"Say in which year the child changes school, such as {this + 1}.")
    return {"kind": kind, "transfer_year": transfer_year, "is_to_post_16": is_to_post_16}


@transaction.atomic
def call_off(*, row, by, reason, version=None) -> AnnualReview:
    """It does not go on; the plan's own dates stay due. Its links end at once, and what has not
    gone out yet never will.
    """
    row = edits.locked(AnnualReview, row.pk, version)
    after = states.check(row, "call off")
    if not reason.strip():
        raise IllegalMove("Say why the review does not go on.")
    before, taken_back = row.state, moving.take_back(row, CALLED_OFF, by)
    edits.save(row, state=after, called_off_reason=reason)
    AdviceLink.objects.filter(invitation__review=row, ended_at=None).update(ended_at=moment.now())
    detail = {"state": [before, after], "reason": [None, reason], **taken_back}
    return tell(row, "called_off", by, detail, "Review of the EHC plan called off")
