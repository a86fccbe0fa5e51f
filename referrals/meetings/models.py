"""A progress meeting of one class, and what was seen of each child."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from pupils.models import Pupil
from pupils.querysets import OfPupilQuerySet
from referrals.meetings.querysets import MeetingQuerySet
from schools.models import ClassGroup, School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class ProgressMeeting(Record):
    """open → finished. It counts for the half-term (or term) in which `held_on` lies."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        FINISHED = "finished", "Finished"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    class_group = models.ForeignKey(ClassGroup, models.PROTECT, related_name="meetings")
    held_on = models.DateField(default=moment.today)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    present = LineField(max_length=300, blank=True)
    note = ProseField(max_length=3000, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MeetingQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "class_group": NEUTRAL,
        "held_on": NEUTRAL,
        "led_by": PERSONAL,
        "present": PERSONAL,
        "note": SPECIAL,
        "state": NEUTRAL,
        "finished_at": NEUTRAL,
        "finished_by": PERSONAL,
    }

    class Meta:
        app_label = "referrals"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "class_group", "-held_on"], name="meeting_school_class")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["class_group"],
                condition=Q(state="open"),
                name="one_open_meeting_per_class",
            ),
            models.CheckConstraint(
                name="finished_meetings_say_when_and_by_whom",
                condition=Q(state="open", finished_at=None, finished_by=None)
                | Q(state="finished", finished_at__isnull=False, finished_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Progress meeting {self.pk}"

    def get_absolute_url(self):
        return f"/progress/{self.pk}/"

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class Judgement(models.TextChoices):
    CONCERN = "concern", "Concern"
    WATCH = "watch", "Watch"
    SAME = "same", "No change"


class RowQuerySet(OfPupilQuerySet):
    permission = Permission.MEETING_VIEW

    def waiting(self):
        """Concerns of finished meetings on which nobody decided."""
        return self.filter(decide_by__isnull=False, decided_on=None)


class ProgressRow(Record):
    """One child at one meeting. It changes no stage and puts nobody on the register.

    decide_by: the day by which the class teacher decides about a concern, set when the meeting is
    finished, where no referral was open then.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(ProgressMeeting, models.PROTECT, related_name="rows")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="progress_rows")
    judgement = models.CharField(max_length=8, choices=Judgement.choices, blank=True)
    note = ProseField(max_length=2000, blank=True)
    action = LineField(max_length=300, blank=True)  # what will be done
    action_by = LineField(max_length=120, blank=True)  # by whom
    decide_by = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_how = ProseField(max_length=1000, blank=True)
    referral = models.ForeignKey(  # what was begun from this concern
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RowQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "meeting": NEUTRAL,
        "pupil": PERSONAL,
        "judgement": SPECIAL,
        "note": SPECIAL,
        "action": SPECIAL,
        "action_by": PERSONAL,
        "decide_by": NEUTRAL,
        "decided_on": NEUTRAL,
        "decided_by": PERSONAL,
        "decided_how": SPECIAL,
        "referral": SPECIAL,
    }

    class Meta:
        app_label = "referrals"
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "pupil"], name="progress_row_pupil")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "pupil"], name="each_child_once_a_meeting"),
            models.CheckConstraint(
                name="a_concern_says_what_it_is",
                condition=~Q(judgement="concern") | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="concerns_decided_say_by_whom_and_how",
                condition=Q(decided_on=None, decided_by=None, decided_how="")
                | Q(decide_by__isnull=False, decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(decided_how=""),
            ),
        ]

    def __str__(self):
        return f"Progress row {self.pk}"

    def get_absolute_url(self):
        return f"/progress/concerns/{self.pk}/"
