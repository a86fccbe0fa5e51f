"""What a child could do at entry to an intervention, and at exit: two results of one test."""

from django.db import models
from django.db.models import F, Q

from accounts.permissions import Permission
from pupils.querysets import pupil_scope
from pupils.scores.kinds import ScoreKind
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, user, permission=Permission.MEASURE_VIEW):
        """Of pupils in reach; where given, for guests too."""
        return self.filter(pupil_scope(user, permission, "pupil__", "includes_provision"))


class Measure(Record):
    """One test for one place. The results are Scores and stand with the child's others."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    place = models.ForeignKey("provision.Place", models.PROTECT, related_name="measures")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    test = LineField(max_length=80)
    test_key = models.CharField(max_length=80, editable=False)
    kind = models.CharField(max_length=12, choices=ScoreKind.choices)
    entry = models.ForeignKey("pupils.Score", models.PROTECT, related_name="+")
    exit = models.ForeignKey("pupils.Score", models.PROTECT, null=True, related_name="+")

    objects = MeasureQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | {"school": NEUTRAL, "place": NEUTRAL, "pupil": PERSONAL}
        | (dict.fromkeys(["test", "test_key", "kind", "entry", "exit"], SPECIAL))
    )

    class Meta:
        app_label = "provision"
        ordering = ["pk"]
        indexes = [models.Index(fields=["school", "pupil"], name="measure_pupil")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "test_key", "kind"], name="one_measure_per_place_and_test"
            ),
            models.CheckConstraint(
                name="entry_and_exit_are_two_results",
                condition=Q(exit=None) | ~Q(exit=F("entry")),
            ),
        ]
