"""A governor asked something in a visit note: the school answers soon. No law says by when."""

from datetime import date, timedelta

from accounts.permissions import Role
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reports.sampler.models import VisitNote
from sendcase import moment

KEY = "visit-questions"
TO_ANSWER = timedelta(days=14)
RULE = f"By our count: within {TO_ANSWER.days} days, well before the board meets again"


def unanswered(school_id: int):
    """Notes with a question that has no answer."""
    return VisitNote.objects.filter(school=school_id, questions__answer="").distinct()


def due_on(note: VisitNote) -> date:
    return note.written_at.astimezone(moment.LONDON).date() + TO_ANSWER


def keep(note: VisitNote) -> None:
    """Open or close it as its answers say. In the transaction of the change."""
    if unanswered(note.school_id).filter(pk=note.pk).exists():
        open_deadline(KEY, note, school_id=note.school_id, due_on=due_on(note), rule=RULE,
                      owner_role=Role.SENCO)  # fmt: skip
    else:
        close_deadline(KEY, note)


def recount(school_id: int) -> list[Expected]:
    return [Expected(row.pk, school_id, due_on(row)) for row in unanswered(school_id)]


KIND = Kind(
    KEY, "Answer what a governor asked after a visit", "Answer",
    lambda deadline: f"/visit-notes/{deadline.object_id}/", recount, of=VisitNote,
)  # fmt: skip
