"""What the last comparison found at each school. Which rows: manage.py recount_deadlines."""

from django.db import models

from schools.models import School
from sendcase.models import NEUTRAL


class NightlyRecount(models.Model):
    school = models.OneToOneField(School, models.PROTECT, related_name="nightly_recount")
    done_on = models.DateField()  # by London's clock
    done_at = models.DateTimeField()
    differing = models.PositiveIntegerField()  # deadlines that the records say otherwise

    PRIVACY = dict.fromkeys(["id", "school", "done_on", "done_at", "differing"], NEUTRAL)

    class Meta:
        app_label = "reminders"
