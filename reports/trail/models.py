"""One press of a button: whose trails, the PDF of each and of all together."""

from django.conf import settings
from django.db import models

from pupils.models import Pupil
from reports.trail.querysets import TrailQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record

User = settings.AUTH_USER_MODEL


class CaseTrail(Record):
    """waiting → ready | failed | stopped; ready → thrown away. Private files, opened only through
    a permission check; a child's own letters and papers stay where they are.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"
        STOPPED = "stopped", "Stopped"
        THROWN = "thrown", "Thrown away"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    seed = models.PositiveIntegerField(null=True)  # None: picked one by one
    job = models.ForeignKey("jobs.Job", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    built_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to="unused", max_length=120, blank=True)  # all, with a cover
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)

    objects = TrailQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "state", "seed", "job", "asked_by", "built_at", "sha256", "pages"], NEUTRAL
    ) | {"file": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "reports"
        ordering = ["-pk"]

    def get_absolute_url(self):
        return f"/case-trails/{self.pk}/"


class CaseTrailPupil(Record):
    """One child of a trail. first: the page of the joined PDF on which their part begins."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    trail = models.ForeignKey(CaseTrail, models.PROTECT, related_name="pupils")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="unused", max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    first = models.PositiveIntegerField(default=0)
    why_not = models.CharField(max_length=300, blank=True)  # in words for the person

    objects = TrailQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "trail", "position", "sha256", "pages", "first", "why_not"], NEUTRAL
    ) | {"pupil": PERSONAL, "file": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "reports"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["trail", "pupil"], name="each_pupil_once_in_a_trail"),
            models.UniqueConstraint(fields=["trail", "position"], name="one_pupil_per_position"),
        ]
