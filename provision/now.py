"""What a child's page says of promised help and of meetings with the family: one question to the
database for all of it, also where two rooms ask.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from provision.family_meetings.querysets import OPEN
from provision.ledger.counting import DAY, monday_of
from provision.models import Mark, MeetingAction, ParentMeeting, Place, Promise
from schools.calendar import Calendar, asked_of, calendar_from
from sendcase import moment
from sendcase.at_once import at_once

PROMISE = ("pk", "what", "minutes", "times", "per", "from_on", "until_on")
PLACE = ("pk", "intervention", "promise", "from_on", "until_on", "intervention__state")
TICK = ("pk", "session", "place", "outcome", "minutes", "session__intervention", "session__on")
MEETING = ("pk", "state", "planned_on", "starts_at", "answer", "held_on", "is_late")


@dataclass(frozen=True)
class Now:
    """promises: those that hold on some day of this week; meetings: open ones, and those with
    something late (is_late). As far as the person reads each, the oldest first. places: all of the
    child's, ticks: of this week, as dicts of the columns above; what they say is said of promises.
    """

    promises: list[Promise]
    places: list[dict]
    ticks: list[dict]
    calendar: Calendar
    meetings: list[ParentMeeting]


def now_of(user, pupil) -> Now:
    """Read once for the pupil of a page, as its permissions are (pupils.heading)."""
    known = pupil.__dict__.setdefault("_provision_now", {})
    if user.pk not in known:
        known[user.pk] = _read(user, pupil)
    return known[user.pk]


def _read(user, pupil) -> Now:
    monday = monday_of(moment.today())
    week = (monday, monday + DAY * 6)
    promises = Promise.objects.visible_to(user).filter(pupil=pupil, from_on__lte=week[1])
    places = Place.objects.filter(pupil=pupil)
    ticks = Mark.objects.filter(pupil=pupil, session__on__range=week)
    found = at_once({
        "promise": (promises.held_or_later(monday), PROMISE),
        "place": (places, PLACE),
        "tick": (ticks, TICK),
        "meeting": (_meetings(user, pupil), MEETING),
        **asked_of(pupil.school),
    })  # fmt: skip
    return Now(
        sorted((Promise(pupil=pupil, **row) for row in found["promise"]),
               key=lambda row: (row.from_on, row.pk)),
        found["place"], found["tick"], calendar_from(found),
        sorted(map(_meeting, found["meeting"]), key=lambda row: (row.planned_on, row.pk)),
    )  # fmt: skip


def _meetings(user, pupil):
    late = MeetingAction.objects.to_do().filter(meeting=OuterRef("pk"), due_on__lt=moment.today())
    rows = ParentMeeting.objects.visible_to(user).filter(pupil=pupil)
    return rows.annotate(is_late=Exists(late)).filter(Q(state__in=OPEN) | Q(is_late=True))


def _meeting(row) -> ParentMeeting:
    is_late = row.pop("is_late")
    meeting = ParentMeeting(**row)
    meeting.is_late = is_late
    return meeting
