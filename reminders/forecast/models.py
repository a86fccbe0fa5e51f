"""What a school says of its own work: hours a week for it, minutes each kind of task takes."""

from django.db import models

from schools.models import School
from sendcase.models import NEUTRAL, RECORD_PRIVACY, Record

EIGHT_HOURS = 8 * 60


class WorkHours(Record):
    """Minutes a week that whoever coordinates has for this work, all of them together. Without a
    row: eight hours. Its version counts the saves of the durations, too.
    """

    school = models.OneToOneField(School, models.PROTECT, related_name="work_hours")
    minutes = models.PositiveIntegerField(default=EIGHT_HOURS)

    PRIVACY = RECORD_PRIVACY | {"school": NEUTRAL, "minutes": NEUTRAL}

    class Meta:
        app_label = "reminders"


class Duration(Record):
    """Minutes one task of this kind takes here, where that is not what the site assumes."""

    school = models.ForeignKey(School, models.PROTECT, related_name="durations")
    kind = models.CharField(max_length=40)  # a key of reminders.kinds
    minutes = models.PositiveIntegerField()

    PRIVACY = RECORD_PRIVACY | {"school": NEUTRAL, "kind": NEUTRAL, "minutes": NEUTRAL}

    class Meta:
        app_label = "reminders"
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["school", "kind"], name="one_duration_per_kind")
        ]
