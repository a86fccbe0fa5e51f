"""The photo of a pupil, and those of one upload that wait to be confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from pupils.consents.models import Consent
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField

User = settings.AUTH_USER_MODEL


class PupilPhotoQuerySet(models.QuerySet):
    def shown(self):
        """Those nobody objects to: no answer about a photo on file, or one that agrees and holds.
        Refused, withdrawn or run out, a photo is shown nowhere.
        """
        asked = Consent.objects.said().filter(pupil=OuterRef("pupil"), kind=Consent.Kind.PHOTO)
        return self.filter(Q(~Exists(asked)) | Q(Exists(asked.holding())))


class PupilPhoto(Record):
    """One for each pupil: a JPEG of ours, at most 240 by 320. It goes when the child leaves."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.OneToOneField("pupils.Pupil", models.PROTECT, related_name="photo_row")
    file = models.FileField(upload_to="unused", max_length=120)  # photos.services names it
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PupilPhotoQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "file": PERSONAL,
        "size": NEUTRAL,
        "sha256": NEUTRAL,
        "made_by": PERSONAL,
    }

    class Meta:
        app_label = "pupils"


class PhotoBatchQuerySet(models.QuerySet):
    def of(self, user):
        """Only the person who uploaded it may see or confirm it, for a day."""
        return self.filter(author=user, expires_at__gt=moment.now())


class PhotoBatch(Record):
    """A ZIP file that was looked at: what becomes of each file in it. The file is not kept."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    filename = LineField(max_length=200)
    fates = models.JSONField(default=list)  # [file, kind, words]; emptied by the import
    expires_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)  # counts only, no name

    objects = PhotoBatchQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "author": NEUTRAL,
        "filename": NEUTRAL,
        "fates": PERSONAL,
        "expires_at": NEUTRAL,
        "imported_at": NEUTRAL,
        "result": NEUTRAL,
    }

    class Meta:
        app_label = "pupils"
        ordering = ["-pk"]


class PhotoWaiting(models.Model):
    """A picture of a batch, drawn again, until somebody confirms or a day has passed."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    batch = models.ForeignKey(PhotoBatch, models.CASCADE, related_name="waiting")  # its own part
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    jpeg = models.BinaryField()

    PRIVACY = {
        "id": NEUTRAL,
        "school": NEUTRAL,
        "batch": NEUTRAL,
        "pupil": PERSONAL,
        "jpeg": PERSONAL,
    }

    class Meta:
        app_label = "pupils"
        constraints = [
            models.UniqueConstraint(fields=["batch", "pupil"], name="one_waiting_photo_per_pupil")
        ]
