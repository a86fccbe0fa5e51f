"""One census day of a school: handed to the head, and what the head approved, frozen."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reports.census.querysets import CensusQuerySet, CensusVersionQuerySet
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record

User = settings.AUTH_USER_MODEL


class CensusDay(Record):
    """Made when it is handed to the head for the first time. handed_sha256: of what was handed in,
    so that the head approves what was looked at; empty once approved.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="census_days")
    day = models.DateField()
    handed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    handed_sha256 = models.CharField(max_length=64, blank=True)

    objects = CensusQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "day": NEUTRAL,
        "handed_by": PERSONAL,
        "handed_at": NEUTRAL,
        "handed_sha256": NEUTRAL,
    }

    class Meta:
        app_label = "reports"
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["school", "day"], name="one_census_per_day"),
            models.CheckConstraint(
                name="what_is_handed_in_says_by_whom",
                condition=Q(handed_sha256="") | Q(handed_by__isnull=False, handed_at__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/{self.school.slug}/census/{self.day.isoformat()}/"


class CensusVersion(models.Model):
    """What the head approved. Frozen by triggers (reports.apps); it has no PDF and is of no one
    child, so it is no sendcase.frozen Version. content: canonical JSON of reports.census.content.
    """

    census = models.ForeignKey(CensusDay, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()  # from 1 for each day
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=moment.now)
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = CensusVersionQuerySet.as_manager()
    PRIVACY = {
        "id": NEUTRAL,
        "census": NEUTRAL,
        "number": NEUTRAL,
        "handed_by": PERSONAL,
        "approved_by": PERSONAL,
        "approved_at": NEUTRAL,
        "schema": NEUTRAL,
        "content": SPECIAL,
        "sha256": NEUTRAL,
    }

    class Meta:
        app_label = "reports"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["census", "number"], name="one_census_version_per_number"
            ),
            models.CheckConstraint(
                name="two_people_for_a_census", condition=~Q(handed_by=F("approved_by"))
            ),
        ]
