"""Support staff assigned to a pupil."""

from datetime import timedelta

from django.db import transaction

from accounts.permissions import Permission, Role
from audit import log
from pupils.chronology import note
from pupils.models import Assignment
from schools import duties
from schools.models import Membership
from sendcase import edits, moment
from sendcase.edits import IllegalMove


@transaction.atomic
def assign(*, pupil, user, from_on, by, until_on=None) -> Assignment:
    """From that day the person sees this pupil. Raises IllegalMove for anybody who is not
    support staff of the school, or who works with the pupil already.
    """
    members = Membership.objects.held_today(user)
    if not members.filter(school=pupil.school_id, role=Role.SUPPORT).exists():
        raise IllegalMove(f"{user.name} is not support staff at this school.")
    if Assignment.objects.filter(pupil=pupil, user=user).held_on(from_on).exists():
        raise IllegalMove(f"{user.name} already works with this child then.")
    row = Assignment.objects.create(
        school_id=pupil.school_id, pupil=pupil, user=user, from_on=from_on, until_on=until_on
    )
    _tell("assignment.made", row, by, {"user": user.pk, "from_on": from_on, "until_on": until_on})
    note(pupil, f"{user.name} supports", needs=Permission.PUPIL_VIEW, on=from_on)
    duties.changed(row.school_id, by)
    return row


@transaction.atomic
def end_assignment(*, assignment, by) -> Assignment:
    """They lose sight of the pupil at once; yesterday was the last day."""
    row = edits.locked(Assignment, assignment.pk)
    today = moment.today()
    if row.until_on and row.until_on < today:
        raise IllegalMove("This had already ended.")
    _tell("assignment.ended", row, by, {"user": row.user_id})
    note(row.pupil, f"{row.user.name} no longer supports", needs=Permission.PUPIL_VIEW)
    if row.from_on >= today:  # it never counted
        row.delete()
    else:
        edits.save(row, until_on=today - timedelta(days=1))
    duties.changed(row.school_id, by)
    return row


def _tell(verb, row, by, detail) -> None:
    log.record(
        verb, target=row, by=by, school_id=row.school_id, pupil_id=row.pupil_id, detail=detail
    )
