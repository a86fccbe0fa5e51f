"""Dated notes on a plan or one of its targets: added, never rewritten, at most withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from iep.notes.querysets import PlanNoteQuerySet
from pupils.models import Pupil
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import ProseField

User = settings.AUTH_USER_MODEL


class PlanNote(Record):
    """What an adult saw on a day. Triggers let only the withdrawal be set, once (triggers.py)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    plan = models.ForeignKey("iep.SupportPlan", models.PROTECT, related_name="notes")
    # Empty: about the plan as a whole.
    target = models.ForeignKey("iep.Target", models.PROTECT, null=True, related_name="notes")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=moment.now)
    on = models.DateField(default=moment.today)  # the day it is about
    text = ProseField(max_length=1000)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = ProseField(max_length=300, blank=True)

    objects = PlanNoteQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "plan", "target", "written_at", "withdrawn_at"], NEUTRAL
    ) | dict.fromkeys(["pupil", "author", "on", "withdrawn_by"], PERSONAL) | dict.fromkeys(
        ["text", "withdrawn_reason"], SPECIAL
    )  # fmt: skip

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["plan", "-on"], name="plan_note_plan_day")]
        constraints = [
            models.CheckConstraint(
                name="withdrawn_plan_notes_say_who_and_why",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
            ),
        ]

    def get_absolute_url(self):
        return f"/plans/{self.plan_id}/notes/#note-{self.pk}"
