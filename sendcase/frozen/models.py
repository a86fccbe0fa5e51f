"""Versions: the only frozen tables. Live rows stay editable; what went out is kept exactly."""

from django.db import models

from sendcase import moment
from sendcase.models import NEUTRAL, SPECIAL

VERSION_PRIVACY = {
    "id": NEUTRAL,
    "number": NEUTRAL,
    "made_at": NEUTRAL,
    "made_by": NEUTRAL,
    "schema": NEUTRAL,
    "content": SPECIAL,
    "sha256": NEUTRAL,
    "document": NEUTRAL,
}


class Version(models.Model):
    """One frozen state of a record. Subclass per kind and add the key to the live row.

    number: from 1 for each record; schema: the shape of `content`, counted up when it changes;
    content: canonical JSON; sha256: of that text; document: the PDF that went out; one that is
    about no pupil says `document = None` and keeps a file of its own.
    Triggers on both engines refuse UPDATE and DELETE (sendcase.frozen.triggers).
    """

    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=moment.now)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    document = models.OneToOneField("pupils.Document", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-number"]
