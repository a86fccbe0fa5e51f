"""The printed code of a letter: what a family types, scans or sends back on the slip."""

from django.db import models

from letters.replies.querysets import ReplyCodeQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField


class ReplyCode(Record):
    """Ten letters, kept as a keyed hash. It opens the reply form of one letter and nothing else,
    until the letter is answered, closed, or the day is over.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    letter = models.OneToOneField("letters.Letter", models.PROTECT, related_name="reply_code")
    code_hash = models.CharField(max_length=64, unique=True)  # letters.replies.codes.hashed
    expires_on = models.DateField()  # last day it opens the form
    tries = models.PositiveSmallIntegerField(default=0)  # wrong names given for a consent
    closed_reason = LineField(max_length=200, blank=True)  # withdrawn, flagged, too many tries

    objects = ReplyCodeQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "letter": PERSONAL,
        "code_hash": NEUTRAL,
        "expires_on": NEUTRAL,
        "tries": NEUTRAL,
        "closed_reason": NEUTRAL,
    }

    class Meta:
        app_label = "letters"
