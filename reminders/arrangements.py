"""Exam access or an adjustment that runs out: the SENCO renews it before, or ends it.

LEAD is ours: to show that the need is still there and to apply again takes weeks. So is LONG_AGO:
the next exams are over by then, and an upgrade asks for no arrangement of years ago.
"""

from datetime import timedelta

from django.db.models import Q

from accounts.permissions import Role
from pupils.arrangements.models import ExamAccess
from pupils.leaving import Room
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from sendcase import moment, months

ENDING = "arrangement-ending"
LEAD = timedelta(weeks=6)
LONG_AGO = 12  # months after its last day: whoever did not renew it by then does not need the line
RULE = "Six weeks before it runs out, so that there is time to assess and to apply again."


def due():
    """Not ended, with a last day at most LONG_AGO back, of children who are here."""
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gt=moment.today())
    since = months.later(moment.today(), -LONG_AGO)
    return ExamAccess.objects.filter(here, ended_on=None, expires_on__gte=since)


def renew_by(row):
    """Six weeks before the last day; where that day was said later than that, the day it was
    said; never after its last day.
    """
    said = row.expires_said_on or row.created_at.astimezone(moment.LONDON).date()
    return min(row.expires_on, max(row.expires_on - LEAD, said))


def follow(arrangement) -> None:
    """In the transaction that saved or ended it; or by the hourly look, once it is too long ago."""
    row = due().filter(pk=arrangement.pk).select_related("pupil").first()
    if row is None:
        fell_away = arrangement.ended_on is None and arrangement.expires_on is not None
        close_deadline(ENDING, arrangement, done=not fell_away)
        return
    open_deadline(ENDING, row, school_id=row.school_id, due_on=renew_by(row), rule=RULE,
                  pupil=row.pupil, owner_role=Role.SENCO)  # fmt: skip


def recount(school_id: int) -> list[Expected]:
    rows = due().filter(school=school_id)
    return [
        Expected(row.pk, school_id, renew_by(row), row.pupil_id, rule=RULE, is_legal=False)
        for row in rows
    ]


def link(deadline) -> str:
    return f"/pupils/{deadline.pupil_id}/facts/"


def leave(pupil, by, was) -> None:
    """The paper stays on file; reminders.leaving ends what is due."""


def waiting():
    return []


def come_back(pupil, by) -> None:
    for row in due().filter(pupil=pupil):
        follow(row)


KIND = Kind(ENDING, "Exam access or an adjustment of {pupil} runs out: renew or end it",
            "Look at it", link, recount, of=ExamAccess)  # fmt: skip
ROOM = Room("arrangements", 36, leave, waiting, come_back)
