"""What somebody typed and has not sent yet, and which forms have been sent."""

import uuid

from django.conf import settings
from django.db import models

from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, SPECIAL

DAYS_KEPT = 30


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own, and of those only what was not sent since."""
        sent = Submission.objects.filter(form_id=models.OuterRef("form_id"), author=user.pk)
        return self.filter(~models.Exists(sent), author=user.pk)


class Draft(models.Model):
    """What one person has typed into one form. Nobody else ever sees it."""

    form_id = models.UUIDField(unique=True, default=uuid.uuid4)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # the form: "referral"
    key = models.CharField(max_length=80, blank=True)  # what it is about: "pupil-7"
    data = models.JSONField()  # {name of the input: [values]}
    saved_at = models.DateTimeField(default=moment.now)

    objects = DraftQuerySet.as_manager()
    PRIVACY = {
        "id": NEUTRAL,
        "form_id": NEUTRAL,
        "author": PERSONAL,
        "kind": NEUTRAL,
        "key": PERSONAL,
        "data": SPECIAL,
        "saved_at": NEUTRAL,
    }

    class Meta:
        indexes = [
            models.Index(fields=["author", "kind", "key"], name="draft_author"),
            models.Index(fields=["saved_at"], name="draft_saved_at"),
        ]


class Submission(models.Model):
    """One form that was sent: a second sending of it finds this row and does nothing."""

    form_id = models.UUIDField(unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    url = models.CharField(max_length=300, blank=True)  # where the first sending led
    digest = models.CharField(max_length=64, blank=True)  # what it said, keyed: services.digest_of
    at = models.DateTimeField(default=moment.now)

    PRIVACY = {
        "id": NEUTRAL,
        "form_id": NEUTRAL,
        "author": PERSONAL,
        "url": NEUTRAL,
        "digest": SPECIAL,
        "at": NEUTRAL,
    }

    class Meta:
        indexes = [models.Index(fields=["at"], name="submission_at")]
