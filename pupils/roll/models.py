"""A roll that was uploaded and previewed, kept until it is imported or a day has passed."""

from django.conf import settings
from django.db import models

from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField


class RollUploadQuerySet(models.QuerySet):
    def of(self, user):
        """Only the person who uploaded it may see or confirm it, for a day."""
        return self.filter(author=user, expires_at__gt=moment.now())


class RollUpload(Record):
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filename = LineField(max_length=200)
    content = models.TextField(blank=True)  # the file as text; emptied by the import
    expires_at = models.DateTimeField()
    # Kept after the import, so that a second press finds what the first one did.
    imported_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)  # counts only, no name

    objects = RollUploadQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "author": NEUTRAL,
        "filename": NEUTRAL,
        "content": SPECIAL,
        "expires_at": NEUTRAL,
        "imported_at": NEUTRAL,
        "result": NEUTRAL,
    }

    class Meta:
        app_label = "pupils"
        ordering = ["-pk"]
