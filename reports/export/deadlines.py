"""The second person decides whether all records leave. No day of the law: a school that moves, or a
request that has to be met, waits for it.
"""

from accounts.permissions import Role
from ehcp import counting
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind
from reports.export.models import SchoolExport
from sendcase.moment import LONDON

SECOND = "school-export-second"
DAYS = 5  # working days


def keep(row) -> None:
    """Open or close it as the row stands. In the transaction of the change."""
    if row.state != SchoolExport.State.ASKED:
        close_deadline(SECOND, row, done=row.second_by_id is not None)
        return
    when = due(row)
    open_deadline(
        SECOND, row, school_id=row.school_id, due_on=when.on, rule=f"{when.words}. {RULE}",
        owner_role=Role.HEAD,
    )  # fmt: skip


RULE = f"Good practice: the second person decides within {DAYS} working days."


def due(row) -> counting.Count:
    return counting.working_days(row.asked_at.astimezone(LONDON).date(), DAYS)


def recount(school_id: int) -> list[Expected]:
    rows = SchoolExport.objects.filter(school=school_id, state=SchoolExport.State.ASKED)
    return [Expected(row.pk, school_id, due(row).on) for row in rows]


KIND = Kind(
    SECOND, "Decide whether all records of the school may be taken away", "Decide",
    lambda deadline: f"/school-exports/{deadline.object_id}/", recount, unnamed="the school",
    of=SchoolExport,
)  # fmt: skip
