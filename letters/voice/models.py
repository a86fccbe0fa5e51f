"""What a family said about one target or one decision, and what the school answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from letters.voice.querysets import FamilyWordQuerySet
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class FamilyWord(Record):
    """A comment or a disagreement. The words are never rewritten, an answer once given stays; at
    most it is withdrawn (triggers.py).
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", "Comment"
        DISAGREEMENT = "disagreement", "Disagreement"

    class How(models.TextChoices):
        MEETING = "meeting", "At a meeting"
        PHONE = "phone", "By phone"
        LETTER = "letter", "In a letter or a note"
        EMAIL = "email", "In an e-mail"
        REPLY = "reply", "In answer to our letter"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="family_words")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = ProseField(max_length=3000)
    said_by = LineField(max_length=200)
    contact = models.ForeignKey("pupils.Contact", models.PROTECT, null=True, related_name="+")
    said_on = models.DateField()
    how = models.CharField(max_length=10, choices=How.choices, default=How.MEETING)
    # "iep.target" and its number; empty: about nothing in particular yet. about_words: its title
    # on the day, so that the words stay readable where the row is gone.
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    about_words = LineField(max_length=300, blank=True)
    reply = models.OneToOneField("letters.Reply", models.PROTECT, null=True, related_name="word")
    asked_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = ProseField(max_length=3000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=moment.now)
    # Recorded on the wrong child, or twice. The words stay for the SENCO and the head.
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = ProseField(max_length=300, blank=True)

    objects = FamilyWordQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "kind", "about_type", "about_id", "reply", "asked_of", "answered_by",
         "recorded_by", "recorded_at", "how", "withdrawn_at", "withdrawn_by"], NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "said_by", "contact", "said_on", "answered_on"], PERSONAL
    ) | dict.fromkeys(["words", "about_words", "answer", "withdrawn_reason"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "letters"
        ordering = ["-said_on", "-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="family_word_about"),
            models.Index(fields=["pupil", "-said_on", "-id"], name="family_word_pupil"),
        ]
        constraints = [
            models.CheckConstraint(
                name="answered_words_say_by_whom",
                condition=Q(answered_on=None) & Q(answer="")
                | Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="withdrawn_words_say_by_whom_and_why",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
            ),
        ]

    def get_absolute_url(self):
        return f"/family-words/{self.pk}/"
