"""Joining from a feeder setting, leaving for the next school: a list of tasks for each child.

A joiner is a Pupil whose first day is ahead: there is no second record of a child to be linked.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from iep.moves.querysets import MoveNoteQuerySet, MoveTaskQuerySet, SchoolMoveQuerySet
from pupils.models import Pupil
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class SchoolMove(Record):
    """One child's way into this school or out of it. The day stands on the pupil."""

    class Direction(models.TextChoices):
        JOINING = "joining", "Joining us"
        LEAVING = "leaving", "Leaving for the next school"

    class Known(models.TextChoices):
        UNSAID = "", "Not known yet"
        YES = "yes", "Yes"
        NO = "no", "No"

    school = models.ForeignKey(School, models.PROTECT, related_name="moves")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="moves")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    year = models.PositiveSmallIntegerField()  # the school year of its tasks: 2026 for 2026/27
    setting = LineField("other school or setting", max_length=120, blank=True)
    who_to_call = LineField(max_length=200, blank=True)
    sen_known = models.CharField(max_length=3, choices=Known.choices, blank=True)
    about = ProseField(max_length=2000, blank=True)

    objects = SchoolMoveQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "direction": PERSONAL,
        "year": NEUTRAL,
        "setting": PERSONAL,
        "who_to_call": PERSONAL,
        "sen_known": SPECIAL,
        "about": SPECIAL,
    }

    class Meta:
        ordering = ["pupil__sort_key", "pk"]
        indexes = [models.Index(fields=["school", "year", "direction"], name="move_school_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "direction", "year"], name="one_move_per_child_way_and_year"
            )
        ]

    def get_absolute_url(self):
        return f"/moves/{self.pk}/"


class MoveTask(Record):
    """One thing to do before a child comes or goes; its words are in iep.moves.tasks."""

    class State(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    move = models.ForeignKey(SchoolMove, models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=20)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = ProseField(max_length=1000, blank=True)

    objects = MoveTaskQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "move": NEUTRAL,
        "key": NEUTRAL,
        "due_on": NEUTRAL,
        "state": NEUTRAL,
        "done_on": NEUTRAL,
        "done_by": PERSONAL,
        "note": SPECIAL,
    }

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "state", "due_on"], name="move_task_state")]
        constraints = [
            models.UniqueConstraint(fields=["move", "key"], name="one_task_per_move_and_key"),
            models.CheckConstraint(
                name="ended_move_tasks_say_who_and_when",
                condition=Q(state="open", done_on=None, done_by=None)
                | ~Q(state="open") & Q(done_on__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="tasks_not_needed_say_why", condition=~Q(state="not_needed") | ~Q(note="")
            ),
        ]

    def get_absolute_url(self):
        return f"/move-tasks/{self.pk}/"


class MoveNote(Record):
    """A dated note; added, never rewritten."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    move = models.ForeignKey(SchoolMove, models.PROTECT, related_name="added_notes")
    text = ProseField(max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=moment.now)

    objects = MoveNoteQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "move": NEUTRAL,
        "text": SPECIAL,
        "by": PERSONAL,
        "at": NEUTRAL,
    }

    class Meta:
        ordering = ["at", "pk"]
