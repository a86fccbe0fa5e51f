"""A list that was uploaded and previewed, kept until it is imported or a day has passed; and what
people of a school said its columns are.
"""

from django.conf import settings
from django.db import models

from schools.models import School
from sendcase import moment
from sendcase.jobs.models import Job
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField


class RollUploadQuerySet(models.QuerySet):
    def of(self, user):
        """Only the person who uploaded it may see or confirm it, for a day."""
        return self.filter(author=user, expires_at__gt=moment.now())


class RollUpload(Record):
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, default="roll")  # a key of pupils.roll.kinds
    filename = LineField(max_length=200)
    content = models.TextField(blank=True)  # the table of the file; emptied by the import
    expires_at = models.DateTimeField()
    # Kept after the import, so that a second press finds what the first one did.
    imported_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)  # counts only, no name
    # A long list is looked at and written by a worker, in pieces (pupils.roll.large).
    pieces = models.PositiveIntegerField(default=0)
    look_job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    write_job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    found = models.JSONField(default=dict)  # what the looking came to: counts, names of classes
    # Numbers of the pupils on the roll and not in the file; emptied when the day is over.
    missing = models.JSONField(default=list)

    objects = RollUploadQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "author": NEUTRAL,
        "kind": NEUTRAL,
        "missing": PERSONAL,
        "pieces": NEUTRAL,
        "look_job": NEUTRAL,
        "write_job": NEUTRAL,
        "found": PERSONAL,
        "filename": NEUTRAL,
        "content": SPECIAL,
        "expires_at": NEUTRAL,
        "imported_at": NEUTRAL,
        "result": NEUTRAL,
    }

    class Meta:
        app_label = "pupils"
        ordering = ["-pk"]


class RollPiece(models.Model):
    """A part of a long list: its rows, what becomes of them, and who came, went or moved.

    A short list has one piece, once it is imported: who came and moved, until the day is over.
    """

    upload = models.ForeignKey(RollUpload, models.CASCADE, related_name="parts")  # a part of it
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()  # 0: who is not in the list
    content = models.TextField(blank=True)  # the rows; emptied by the import
    plan = models.TextField(blank=True)  # what is to be written; emptied by the import
    found = models.JSONField(default=dict)  # counts, and the first rows of each fate in words
    problems = models.JSONField(default=list)  # (line, column, value, words)
    who = models.JSONField(default=list)  # pupils.roll.who: rows of names

    PRIVACY = dict.fromkeys(["id", "upload", "school", "position"], NEUTRAL) | dict.fromkeys(
        ["content", "plan", "found", "problems", "who"], SPECIAL
    )

    class Meta:
        app_label = "pupils"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="one_roll_piece_per_place")
        ]


class ColumnMatch(models.Model):
    """What a heading of this school's lists means, where people said so. key: a Column, or nothing
    where the column is not to be read.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # a key of pupils.roll.kinds
    heading = models.CharField(max_length=80)  # as columns.plain writes it
    key = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=moment.now)

    PRIVACY = dict.fromkeys(["id", "school", "kind", "heading", "key", "at"], NEUTRAL) | {
        "by": PERSONAL
    }

    class Meta:
        app_label = "pupils"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "heading"], name="one_meaning_per_heading"
            )
        ]
