"""One meeting with the family of a child, what was agreed at it, and notes added later.

SEND Code of Practice 6.65: schools meet the parents of a child with SEN support at least three
times each year.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from provision.family_meetings.querysets import (
    ActionQuerySet,
    MeetingNoteQuerySet,
    ParentMeetingQuerySet,
)
from pupils.models import Contact, Pupil
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class ParentMeeting(Record):
    """planned → invited → held | not held | cancelled (states.py). A date and a time are of
    London; minutes: how long it takes.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        INVITED = "invited", "Invited"
        HELD = "held", "Held"
        NOT_HELD = "not_held", "Did not take place"
        CANCELLED = "cancelled", "Cancelled"

    class Answer(models.TextChoices):
        COMING = "coming", "The family is coming"
        ANOTHER_DAY = "another_day", "The family asks for another day"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="parent_meetings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    planned_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=20)
    place = LineField(max_length=120, blank=True)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    others = LineField(max_length=200, blank=True)  # who else from school
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Whom the invitation went to, by letter or by word of mouth; never one who is barred.
    contacts = models.ManyToManyField(Contact, blank=True, related_name="+")
    invited_young_person = models.BooleanField(default=False)
    invited_on = models.DateField(null=True)
    invited_how = LineField(max_length=120, blank=True)  # "By letter", "By phone"
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    answer_words = ProseField(max_length=3500, blank=True)
    # What was said and agreed; of meetings that were held.
    held_on = models.DateField(null=True)
    came = LineField(max_length=300, blank=True)
    parents_words = ProseField(max_length=3000, blank=True)
    pupil_words = ProseField(max_length=2000, blank=True)
    notes = ProseField(max_length=5000, blank=True)
    next_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    # Of those that did not take place, or were cancelled.
    why_not = ProseField(max_length=500, blank=True)

    objects = ParentMeetingQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "state", "minutes", "place", "planned_by", "recorded_by", "recorded_at"], NEUTRAL
    ) | dict.fromkeys(
        ["pupil", "planned_on", "starts_at", "led_by", "others", "invited_young_person",
         "invited_on", "invited_how", "answer", "held_on", "came", "next_on"], PERSONAL,
    ) | dict.fromkeys(
        ["answer_words", "parents_words", "pupil_words", "notes", "why_not"], SPECIAL
    )  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["-planned_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "planned_on"], name="parent_meeting_school"),
            models.Index(fields=["pupil", "-planned_on"], name="parent_meeting_pupil"),
            models.Index(fields=["led_by", "planned_on"], name="parent_meeting_leader"),
        ]
        constraints = [
            models.CheckConstraint(
                name="held_meetings_say_when_and_by_whom",
                condition=~Q(state="held")
                | Q(held_on__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meetings_not_held_say_why",
                condition=~Q(state__in=["not_held", "cancelled"]) | ~Q(why_not=""),
            ),
            models.CheckConstraint(
                name="invited_families_have_a_day",
                condition=~Q(state="invited") | Q(invited_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_family_at_a_time",
                fields=["led_by", "planned_on", "starts_at"],
                condition=Q(state__in=["planned", "invited"], starts_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Parent meeting {self.pk}"

    def get_absolute_url(self):
        return f"/parent-meetings/{self.pk}/"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.INVITED)


class MeetingAction(Record):
    """What was agreed: who does it, by when, and when it was done."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="meeting_actions")
    meeting = models.ForeignKey(ParentMeeting, models.PROTECT, related_name="actions")
    what = LineField(max_length=300)
    # Somebody of the school (owner), or the family; who: their name as it was on the day.
    who = LineField(max_length=120)
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True)
    done_words = ProseField(max_length=1000, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ActionQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "meeting", "done_by"], NEUTRAL) | {
        "pupil": PERSONAL, "what": SPECIAL, "who": PERSONAL, "owner": PERSONAL,
        "due_on": PERSONAL, "done_on": PERSONAL, "done_words": SPECIAL,
    }  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="done_actions_say_by_whom",
                condition=Q(done_on=None, done_by=None, done_words="")
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/parent-meeting-actions/{self.pk}/"


class MeetingNote(Record):
    """A dated note by somebody who works with the child. Added, never changed (triggers)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(ParentMeeting, models.PROTECT, related_name="added_notes")
    text = ProseField(max_length=2000)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=moment.now)

    objects = MeetingNoteQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "meeting", "author", "written_at"], NEUTRAL
    ) | {"pupil": PERSONAL, "text": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["pk"]
