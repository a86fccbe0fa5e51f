"""The letter that invites a family to a meeting, with a slip: coming, or another day."""

from letters.purposes import Gathered, Purpose
from letters.services import CannotPrepare
from provision.family_meetings.models import ParentMeeting
from provision.family_meetings.services import inviting
from sendcase import moment
from sendcase.edits import IllegalMove

NONE_PLANNED = "No meeting is planned for {}. Plan one first: day, time and place."


def gather(pupil) -> Gathered:
    """Of the next meeting that is planned. Raises CannotPrepare."""
    coming = ParentMeeting.objects.open().filter(pupil=pupil, planned_on__gte=moment.today())
    row = coming.select_related("led_by").order_by("planned_on", "pk").first()
    if row is None:
        raise CannotPrepare(NONE_PLANNED.format(pupil.first_name))
    try:
        inviting.refuse_unready(row)
    except IllegalMove as refused:
        raise CannotPrepare(str(refused)) from refused
    return Gathered(inviting.facts_of(row), about=row)


INVITATION = Purpose(
    key=inviting.PURPOSE,
    title="Invitation to a meeting this term",
    facts={
        "meeting_day": "Thu 14 Jan 2027",
        "meeting_time": "15:40",
        "meeting_place": "the classroom of 3 Willow",
        "meeting_minutes": "20",
        "who_comes": "Ms R. Osei",
    },
    default="letters/defaults/parent-meeting-invitation.md",
    gather=gather,
    by_hand=True,
    meets=True,
    on_issue=inviting.on_issue,
    on_reply=inviting.on_reply,
)
