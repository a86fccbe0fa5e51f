"""A result of one pupil in one test on one day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from pupils.querysets import OfPupilQuerySet
from pupils.scores.kinds import ScoreKind, words
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, folded


class ScoreQuerySet(OfPupilQuerySet):
    permission = Permission.SCORE_VIEW

    def newest_first(self):
        return self.order_by("-taken_on", "-pk")


class Score(Record):
    """tenths: the result in tenths, of a month where it is an age; word: where it is in words.

    A correction changes the row; what stood there before is in the audit log.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="scores")
    test = LineField(max_length=80)  # "NGRT reading", "Maths"
    test_key = models.CharField(max_length=80, editable=False)  # by which it is known again
    kind = models.CharField(max_length=12, choices=ScoreKind.choices)
    tenths = models.IntegerField(null=True, blank=True)
    word = LineField(max_length=60, blank=True)
    taken_on = models.DateField()
    source = LineField(max_length=120, blank=True)  # "Form B", "end of year report"
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScoreQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "test": SPECIAL,
        "test_key": SPECIAL,
        "kind": SPECIAL,
        "tenths": SPECIAL,
        "word": SPECIAL,
        "taken_on": SPECIAL,
        "source": SPECIAL,
        "recorded_by": PERSONAL,
    }

    class Meta:
        app_label = "pupils"
        ordering = ["-taken_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "pupil", "-taken_on", "-id"], name="score_school_pupil")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "test_key", "kind", "taken_on"], name="one_score_per_test_and_day"
            ),
            models.CheckConstraint(
                name="score_is_a_number_or_a_word",
                condition=Q(kind="word", tenths=None) & ~Q(word="")
                | ~Q(kind="word") & Q(tenths__isnull=False, word=""),
            ),
            models.CheckConstraint(
                name="standardised_scores_are_40_to_160",
                condition=~Q(kind="standardised") | Q(tenths__gte=400, tenths__lte=1600),
            ),
            models.CheckConstraint(
                name="scaled_scores_are_80_to_120",
                condition=~Q(kind="scaled") | Q(tenths__gte=800, tenths__lte=1200),
            ),
        ]

    def __str__(self):
        return f"Score {self.pk}"

    def get_absolute_url(self):
        return f"/pupils/{self.pupil_id}/scores/"

    @property
    def result(self) -> str:
        return words(self.kind, self.tenths, self.word)


def key_of(test: str) -> str:
    """ "NGRT  Reading" and "ngrt reading" are one test."""
    return " ".join(folded(test).split())[:80]
