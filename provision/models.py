"""What was promised to a pupil, in which intervention it is given, and what took place.

A Promise says minutes × times; a Place puts the pupil into an Intervention that keeps it; a
Session is one day of it; a Mark is what that day was for one pupil. Section 6.73 of the Code asks
a school to record what is additional or different; no form is prescribed.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from provision.costs.models import (  # noqa: F401
    Charge,
    CostRules,
    Funding,
    Grade,
    GradeHolder,
    GradeRate,
)
from provision.family_meetings.models import (  # noqa: F401
    MeetingAction,
    MeetingNote,
    ParentMeeting,
)
from provision.interventions.models import (
    LONGEST_SESSION,
    Intervention,
    InterventionReview,  # noqa: F401
    InterventionStaff,  # noqa: F401
    PlaceWish,  # noqa: F401
    Programme,  # noqa: F401
    Slot,
)
from provision.ledger.models import PromiseLook, SlippingWeek  # noqa: F401
from provision.measures.models import Measure  # noqa: F401
from provision.querysets import (
    MarkQuerySet,
    PlaceQuerySet,
    PromiseQuerySet,
    SessionQuerySet,
)
from provision.sessions.models import SessionsMade  # noqa: F401
from pupils.models import Pupil
from schools.models import School, ends_after_start
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Promise(Record):
    """What a pupil is to get: minutes × times a day, week, term or year, from a day until a day.

    Plan targets and section F lines point at it; it points at neither. A changed amount is a new
    row that replaces the old one from its day on: what was promised before stays as it was.
    """

    class Per(models.TextChoices):
        DAY = "day", "a day"
        WEEK = "week", "a week"
        TERM = "term", "a term"
        YEAR = "year", "a year"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="promises")
    what = LineField(max_length=200)  # "Reading with an adult": a parent reads it
    minutes = models.PositiveSmallIntegerField()  # of one time
    times = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=4, choices=Per.choices, default=Per.WEEK)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # last day it holds
    end_reason = ProseField(max_length=600, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PromiseQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "replaces", "made_by"], NEUTRAL) | {
        "pupil": PERSONAL, "from_on": PERSONAL, "until_on": PERSONAL,
    } | dict.fromkeys(["what", "minutes", "times", "per", "end_reason"], SPECIAL)  # fmt: skip

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["school", "pupil", "from_on"], name="promise_pupil")]
        constraints = [
            ends_after_start("promise_ends_after_start"),
            models.CheckConstraint(
                name="promises_are_of_minutes_and_times",
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_SESSION)
                & Q(times__gte=1, times__lte=400),
            ),
        ]


class Place(Record):
    """A pupil in an intervention, from a day until a day, by which a promise is kept."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="pupils")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="places")
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="places")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    end_reason = ProseField(max_length=600, blank=True)

    objects = PlaceQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "intervention", "promise"], NEUTRAL) | {
        "pupil": PERSONAL, "from_on": PERSONAL, "until_on": PERSONAL, "end_reason": SPECIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["pupil__sort_key", "pk"]
        indexes = [
            models.Index(fields=["pupil", "until_on"], name="place_pupil"),
            models.Index(fields=["intervention", "until_on"], name="place_intervention"),
        ]
        constraints = [
            ends_after_start("place_ends_after_start"),
            models.UniqueConstraint(
                fields=["intervention", "pupil"],
                condition=Q(until_on=None),
                name="one_open_place_in_an_intervention",
            ),
        ]


class Session(Record):
    """One day of an intervention. Made from the timetable; one outside it has no slot."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="sessions")
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    # The timetable's day of one that was moved: no other session is made for it.
    planned_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField()  # planned
    room = LineField(max_length=80, blank=True)
    cover_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="sessions_covered"
    )
    note = ProseField(max_length=2000, blank=True)

    objects = SessionQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "intervention", "slot", "on", "planned_on", "starts_at", "minutes", "room"],
        NEUTRAL,
    ) | {"cover_by": PERSONAL, "note": SPECIAL}  # fmt: skip

    class Meta:
        ordering = ["on", "starts_at", "pk"]
        indexes = [
            models.Index(fields=["school", "on"], name="session_school_day"),
            models.Index(fields=["intervention", "on"], name="session_intervention_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["slot", "on"], name="one_session_per_slot_and_day"),
            models.CheckConstraint(
                name="sessions_have_minutes",
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_SESSION),
            ),
        ]

    def get_absolute_url(self):
        return f"/sessions/{self.pk}/"


class Mark(Record):
    """What a session was for one pupil. `minutes` that took place; "" where a tick was taken back.

    `tick`: the number the page gave to this tap, by which one that is sent twice is known.
    """

    class Outcome(models.TextChoices):
        DELIVERED = "delivered", "Took place"
        SHORT = "short", "Cut short"
        MISSED = "missed", "Did not take place"

    class Reason(models.TextChoices):
        CHILD_AWAY = "child_away", "Child away"
        STAFF_AWAY = "staff_away", "Adult away, nobody to cover"
        STAFF_NEEDED = "staff_needed", "Adult needed elsewhere"
        NO_ROOM = "no_room", "No room"
        EVENT = "event", "Trip, visit or event"
        TEST = "test", "Test or exam"
        NOT_READY = "not_ready", "Child not ready today"
        CLOSED = "closed", "School closed"
        OTHER = "other", "Something else"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="marks")
    place = models.ForeignKey(Place, models.PROTECT, related_name="marks")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    tick = models.UUIDField(default=uuid.uuid4, unique=True)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=moment.now)

    objects = MarkQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "session", "place", "tick", "marked_by", "marked_at"], NEUTRAL
    ) | {"pupil": PERSONAL} | dict.fromkeys(["outcome", "minutes", "reason"], SPECIAL)  # fmt: skip

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "pupil"], name="mark_pupil")]
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="one_mark_per_session"),
            models.CheckConstraint(
                name="minutes_go_with_what_took_place",
                condition=Q(outcome__in=["delivered", "short"], minutes__gte=1)
                & Q(minutes__lte=LONGEST_SESSION)
                | Q(outcome__in=["missed", ""], minutes=0),
            ),
            models.CheckConstraint(
                name="short_and_missed_say_why",
                condition=Q(outcome__in=["short", "missed"]) & ~Q(reason="")
                | Q(outcome__in=["delivered", ""], reason=""),
            ),
        ]
