"""All records of a school taken away in one file: who asked, who agreed, until when it is here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reports.export.querysets import SchoolExportQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import ProseField

User = settings.AUTH_USER_MODEL


class SchoolExport(Record):
    """asked → making → ready → removed; refused, stopped or failed on the way. Of one school one
    at a time is under way.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Waits for a second person"
        MAKING = "making", "Being put together"
        READY = "ready", "Ready"
        REMOVED = "removed", "Removed"
        REFUSED = "refused", "Not agreed"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Could not be put together"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    reason = ProseField(max_length=1000)  # what it is for, and where it goes
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    second_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_words = ProseField(max_length=1000, blank=True)
    job = models.ForeignKey("jobs.Job", models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to="unused", max_length=120, blank=True)  # building names it
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    records = models.PositiveIntegerField(default=0)
    papers = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)  # files that a row names and the disk lacks
    built_at = models.DateTimeField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)  # last day on which it can be downloaded

    objects = SchoolExportQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "state", "asked_at", "second_at", "job", "file", "sha256", "size", "records",
         "papers", "missing", "built_at", "until_on"], NEUTRAL,
    ) | dict.fromkeys(["reason", "asked_by", "second_by", "second_words"], PERSONAL)  # fmt: skip

    class Meta:
        app_label = "reports"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="two_different_people_export_a_school",
                condition=Q(second_by=None) | ~Q(second_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="no_school_is_exported_by_one_person",
                condition=Q(state__in=["asked", "stopped"]) | Q(second_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_export_of_a_school_at_a_time",
                fields=["school"],
                condition=Q(state__in=["asked", "making"]),
            ),
        ]

    def get_absolute_url(self):
        return f"/school-exports/{self.pk}/"
