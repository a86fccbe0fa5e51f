"""A review that finds the stage too little or too much asks the SENCO, who decides about it.

The review moves nobody: the question ends when the child's place changes, or when the SENCO says
that it stays, and why.
"""

from datetime import timedelta

from django.db import transaction

from accounts.permissions import Role
from audit import log
from iep.reviews.models import Review
from iep.reviews.states import ASKS_STAGE
from register.models import RegisterEntry
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from sendcase import edits, moment
from sendcase.edits import IllegalMove

DECIDE_STAGE = "decide-stage"


def asked(plan, pupil, decision) -> dict:
    """What the review keeps of it: the place of today, and the day by which it is decided."""
    if decision not in ASKS_STAGE:
        return {}
    days = plan.school.policy.referral_answer_days
    entry = RegisterEntry.objects.filter(pupil=pupil, until_on=None).first()
    return {"from_entry": entry, "stage_by": moment.today() + timedelta(days=days)}


def waiting():
    return Review.objects.filter(stage_by__isnull=False, stage_settled_at=None)


def ask(review) -> None:
    """The newer question takes the place of one about the same child that still waits."""
    plan = review.plan
    for old in waiting().filter(plan__pupil=plan.pupil_id).exclude(pk=review.pk):
        settle(old, by=None, done=False)
    open_deadline(
        DECIDE_STAGE, review, school_id=plan.school_id, pupil=plan.pupil, due_on=review.stage_by,
        rule="A review found that the stage may not fit any more: it is decided within the days "
        f"of a {plan.school.policy.referral_name}", owner_role=Role.SENCO,
    )  # fmt: skip


def settle(review, *, by, reason="", done=True) -> None:
    row = edits.locked(Review, review.pk)
    edits.save(
        row, stage_settled_at=moment.now(), stage_settled_by=by, stage_reason=reason
    )  # fmt: skip
    close_deadline(DECIDE_STAGE, row, done=done)


def place_changed(pupil) -> None:
    """Where the child's open place is another one, or another stage, the question is answered."""
    rows = waiting().filter(plan__pupil=pupil).select_related("from_entry")
    if not (rows := list(rows)):
        return
    entry = RegisterEntry.objects.filter(pupil=pupil, until_on=None).first()
    for row in rows:
        if entry is None or row.from_entry_id != entry.pk:
            settle(row, by=None)


@transaction.atomic
def stays(*, review, by, reason) -> Review:
    """The SENCO has looked: the stage fits. Said twice it changes nothing."""
    row = edits.locked(Review, review.pk)
    if row.stage_settled_at is not None:
        return row
    if row.stage_by is None:
        raise IllegalMove("This review asked nothing about the stage.")
    if not reason.strip():
        raise ValueError("Say why the stage stays.")
    settle(row, by=by, reason=reason)
    ids = {"school_id": row.school_id, "pupil_id": review.plan.pupil_id}
    detail = {"reason": ["", reason]}
    log.record("plan.stage_stays", target=row, by=by, detail=detail, **ids)
    return row


def recount(school_id: int) -> list[Expected]:
    rows = waiting().filter(school=school_id)
    return [
        Expected(pk, school_id, day, pupil)
        for pk, day, pupil in rows.values_list("pk", "stage_by", "plan__pupil")
    ]


KIND = Kind(
    key=DECIDE_STAGE,
    sentence="Decide about the stage of {pupil}",
    verb="Decide",
    link=lambda deadline: f"/plan-reviews/{deadline.object_id}/stage/",
    recount=recount,
)
