"""Who has read which version of a plan. A row says it happened: it is never changed."""

from django.conf import settings
from django.db import models

from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL

User = settings.AUTH_USER_MODEL


class PlanReading(models.Model):
    """One person read one version. Triggers refuse UPDATE and DELETE."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    version = models.ForeignKey("iep.PlanVersion", models.PROTECT, related_name="readings")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=moment.now)

    PRIVACY = {
        "id": NEUTRAL,
        "school": NEUTRAL,
        "version": NEUTRAL,
        "person": PERSONAL,
        "read_at": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="a_person_reads_a_version_once"
            )
        ]
