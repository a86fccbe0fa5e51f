"""A person's calendar address: what Outlook, Google or a phone reads their due days from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record


class CalendarFeed(Record):
    """One address. Its secret stands nowhere but in the person's calendar program; here is its
    hash. `created_at` is the moment it was made.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)  # reminders.feed.secret.hashed
    ended_at = models.DateTimeField(null=True)
    last_read_on = models.DateField(null=True)  # London day; by whoever has the address

    PRIVACY = RECORD_PRIVACY | {
        "person": PERSONAL,
        "token_hash": NEUTRAL,
        "ended_at": PERSONAL,
        "last_read_on": PERSONAL,
    }

    class Meta:
        app_label = "reminders"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_open_calendar_feed"
            )
        ]
