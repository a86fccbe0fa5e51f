"""A complaint goes on: whoever is asked answers by the day written, and a formal one is not left.

No law sets a pace for complaints to a school; QUIET_DAYS is ours (docs/decisions/complaints.md).
"""

from datetime import timedelta

from accounts.permissions import Permission
from pupils.complaints.models import Complaint
from pupils.leaving import Room
from reminders import owners
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind

ANSWER, QUIET = "answer-complaint", "quiet-complaint"
QUIET_DAYS = 14
ANSWER_RULE = "The day that was written beside the question."
QUIET_RULE = f"A formal complaint is not left without a step for more than {QUIET_DAYS} days."
FORMAL = Complaint.Way.FORMAL


def quiet():
    """Formal and open, each with newest_on (querysets)."""
    return Complaint.objects.open().filter(way=FORMAL).with_newest_day()


def goes_on_by(complaint):
    """The last day for the next step. complaint: of quiet()."""
    done = (complaint.made_on, complaint.newest_on, complaint.asked_on, complaint.answered_on)
    return max(filter(None, done)) + timedelta(days=QUIET_DAYS)


def owner(complaint) -> owners.Owner:
    """Whoever is asked, as long as they may still answer about this child; else the SENCO."""
    return owners.asked(complaint.asked_of, Permission.COMPLAINT_ANSWER, complaint.pupil)


def follow(complaint) -> None:
    """Open, move or close both as the row says. In the transaction of the change."""
    about = {"school_id": complaint.school_id, "pupil": complaint.pupil}
    if complaint.is_awaited:
        whose = owner(complaint)
        open_deadline(
            ANSWER, complaint, due_on=complaint.answer_due_on, rule=ANSWER_RULE,
            owner_id=whose.owner_id, owner_role=whose.owner_role, **about,
        )  # fmt: skip
    else:
        close_deadline(ANSWER, complaint, done=complaint.answered_on is not None)
    if row := quiet().filter(pk=complaint.pk).first():
        open_deadline(QUIET, row, due_on=goes_on_by(row), rule=QUIET_RULE,
                      owner_role=owners.SENCO.owner_role, **about)  # fmt: skip
    else:
        close_deadline(QUIET, complaint, done=not complaint.is_open)


def recount_answers(school_id: int, duties=None) -> list[Expected]:
    rows = list(Complaint.objects.awaited().filter(school=school_id).select_related("asked_of"))
    whose = owners.asked_of_each(rows, Permission.COMPLAINT_ANSWER)
    return [
        Expected(row.pk, school_id, row.answer_due_on, row.pupil_id, whose[row.pk]) for row in rows
    ]


def recount_quiet(school_id: int) -> list[Expected]:
    rows = quiet().filter(school=school_id)
    return [Expected(row.pk, school_id, goes_on_by(row), row.pupil_id) for row in rows]


def link(deadline) -> str:
    return f"/complaints/{deadline.object_id}/"


def leave(pupil, by, was) -> None:
    """The complaint stays open; reminders.leaving ends what is due."""


def waiting():
    return []


def come_back(pupil, by) -> None:
    """What was open is open still; reminders.leaving had ended what was due."""
    for complaint in Complaint.objects.open().filter(pupil=pupil):
        follow(complaint)


KINDS = (
    Kind(ANSWER, "Answer about a complaint raised for {pupil}", "Open", link, recount_answers,
         owned=True, personal=True),
    Kind(QUIET, "Go on with the complaint raised for {pupil}", "Open", link, recount_quiet),
)  # fmt: skip
ROOM = Room("complaints", 36, leave, waiting, come_back)
