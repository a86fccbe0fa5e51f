"""A guest reads on a parent's agreement, and the young person comes to answer in person: the SENCO
asks before. From the day after, it rests (pupils.querysets.ShareQuerySet.current) until the young
person's own agreement is there, a lack of capacity is recorded, or it is over.

Source: Children and Families Act 2014, sections 79, 80 and 83; SEND Regulations 2014, reg. 64;
the age: pupils.school_age.
"""

from accounts.permissions import Role
from pupils.leaving import Room
from pupils.models import Share
from pupils.school_age import school_leaving_date
from reminders.deadlines import close_deadline, open_deadline
from reminders.kinds import Expected, Kind

ASK = "share-own-answer"
RULE = (
    "After this day, the last of compulsory school age, a parent’s agreement lets nobody outside "
    "read on. Ask the young person before."
)


def _of(**narrow):
    """Running shares that a parent's agreement holds open past the last day of school age."""
    rows = Share.objects.running().filter(consent__by_young_person=False, **narrow)
    rows = rows.exclude(content_object__parents_may_be_told="capacity")
    for share in rows.select_related("content_object"):
        if share.until_on > school_leaving_date(share.content_object.born_on):
            yield share


def follow(share) -> None:
    """In the transaction that began it, ended it or let it rest on another agreement; what is
    changed about the young person is followed within the hour (reminders.keeping). Nobody was asked
    where it ran out by its day: then it falls away.
    """
    row = next(_of(pk=share.pk), None)
    if row is None:
        is_running = Share.objects.running().filter(pk=share.pk).exists()
        close_deadline(ASK, share, done=is_running or share.ended_by_id is not None)
        return
    open_deadline(
        ASK, row, school_id=row.school_id, pupil=row.content_object, rule=RULE,
        due_on=school_leaving_date(row.content_object.born_on), owner_role=Role.SENCO,
    )  # fmt: skip


def recount(school_id: int) -> list[Expected]:
    return [
        Expected(share.pk, school_id, school_leaving_date(share.content_object.born_on),
                 share.content_object_id, rule=RULE, is_legal=False)
        for share in _of(school=school_id)
    ]  # fmt: skip


def link(deadline) -> str:
    return f"/pupils/{deadline.pupil_id}/consents/"


def leave(pupil, by, was) -> None:
    """The share keeps its own last day; reminders.leaving ends what is due."""


def waiting():
    return []


def come_back(pupil, by) -> None:
    for share in _of(content_object=pupil):
        follow(share)


KIND = Kind(ASK, "Ask {pupil} in person who outside may read on", "Ask", link, recount, of=Share)
ROOM = Room("resting-shares", 36, leave, waiting, come_back)
