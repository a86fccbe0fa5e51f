"""A guest's access to one child that ends on a day: the SENCO extends it before, or lets it end.

Nothing is late once the day is over: access has ended then, and with it what was to be decided.
"""

from accounts.permissions import Role
from pupils.leaving import Room
from pupils.models import Share
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind

ENDING = "share-ending"
RULE = (
    "Somebody outside the school sees this child until this day. Extend it before, or let it end."
)


def follow(share) -> None:
    """In the transaction that began it, gave it another last day or ended it; or an hour after its
    last day. Let end by its day is not the same as ended: it falls away.
    """
    row = Share.objects.running().filter(pk=share.pk).select_related("content_object").first()
    if row is None:
        close_deadline(ENDING, share, done=share.ended_by_id is not None)
        return
    open_deadline(ENDING, row, school_id=row.school_id, due_on=row.until_on, rule=RULE,
                  pupil=row.content_object, owner_role=Role.SENCO)  # fmt: skip


def recount(school_id: int) -> list[Expected]:
    rows = Share.objects.running().filter(school=school_id)
    return [
        Expected(row.pk, school_id, row.until_on, row.content_object_id, rule=RULE, is_legal=False)
        for row in rows
    ]


def link(deadline) -> str:
    return f"/shares/{deadline.object_id}/extend/"


def leave(pupil, by, was) -> None:
    """The share keeps its own last day; reminders.leaving ends what is due."""


def waiting():
    return []


def come_back(pupil, by) -> None:
    for share in Share.objects.running().filter(content_object=pupil):
        follow(share)


KIND = Kind(ENDING, "Somebody outside stops seeing {pupil}: extend it, or let it end",
            "Extend or end", link, recount, falls_away=True, of=Share)  # fmt: skip
ROOM = Room("shares", 36, leave, waiting, come_back)
