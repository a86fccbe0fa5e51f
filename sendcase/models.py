"""What every record has in common."""

import uuid

from django.db import models

from sendcase import moment

NEUTRAL, PERSONAL, SPECIAL = "neutral", "personal", "special"
# Every model says in PRIVACY how private each field is; tests/repo checks that none is missing.
RECORD_PRIVACY = {"id": NEUTRAL, "uid": NEUTRAL, "created_at": NEUTRAL, "version": NEUTRAL}


class Record(models.Model):
    """A row people edit: `uid` names it outside this database, `version` counts its saves.

    A service that saves compares the version the form was opened with and raises
    `sendcase.edits.Stale` when somebody saved in between.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=moment.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
