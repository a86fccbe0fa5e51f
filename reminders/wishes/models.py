"""On which days a person likes to hear of what is neither late nor set by law."""

from django.conf import settings
from django.db import models

from sendcase.models import PERSONAL, RECORD_PRIVACY, Record

EVERY_DAY = "12345"


class MailDays(Record):
    """The person's weekdays. Without a row: every school day."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mail_days"
    )
    weekdays = models.CharField(max_length=5)  # figures of ISO weekdays: "14" is Monday, Thursday

    PRIVACY = RECORD_PRIVACY | {"person": PERSONAL, "weekdays": PERSONAL}

    class Meta:
        app_label = "reminders"
        constraints = [
            models.CheckConstraint(name="one_mail_day_at_least", condition=~models.Q(weekdays=""))
        ]
