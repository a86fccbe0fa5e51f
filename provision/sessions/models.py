"""For which day the sessions of a school were last looked through as a whole."""

from django.db import models

from schools.models import School
from sendcase.models import NEUTRAL


class SessionsMade(models.Model):
    school = models.OneToOneField(School, models.PROTECT, related_name="sessions_made")
    done_on = models.DateField()  # by London's clock

    PRIVACY = dict.fromkeys(["id", "school", "done_on"], NEUTRAL)

    class Meta:
        app_label = "provision"
