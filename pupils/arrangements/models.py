"""What is arranged for a child in exams and in school, who decided it, and until when."""

from django.db import models
from django.db.models import F, Q

from pupils.querysets import ExamAccessQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField


class ExamAccess(Record):
    """An exam access arrangement or a reasonable adjustment, until it runs out or is ended."""

    class Kind(models.TextChoices):
        BOARDS = "boards", "In exams, approved by the exam boards"
        SCHOOL = "school", "In exams, decided by the school itself"
        ADJUSTMENT = "adjustment", "A reasonable adjustment in school"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="exam_access")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)  # "": never said
    arrangement = LineField(max_length=200)
    evidence = ProseField(max_length=1000, blank=True)  # who assessed; the usual way in class
    approved_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)  # last day
    expires_said_on = models.DateField(null=True, editable=False)  # None: when it was written down
    reference = LineField(max_length=60, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # not needed from this day on

    objects = ExamAccessQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "kind": SPECIAL,
        "arrangement": SPECIAL,
        "evidence": SPECIAL,
        "approved_on": PERSONAL,
        "expires_on": PERSONAL,
        "expires_said_on": NEUTRAL,
        "reference": PERSONAL,
        "ended_on": PERSONAL,
    }

    class Meta:
        app_label = "pupils"
        ordering = ["expires_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="exam_access_expires_after_approval",
                condition=Q(approved_on=None)
                | Q(expires_on=None)
                | Q(expires_on__gte=F("approved_on")),
            )
        ]
