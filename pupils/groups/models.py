"""Which pupils are in which teaching group."""

from django.db import models

from schools.models import School, TeachingGroup, ends_after_start
from schools.querysets import DatedQuerySet
from sendcase.models import PERSONAL, RECORD_PRIVACY, Record


class GroupPlace(Record):
    """A pupil in a teaching group, from a day until a day."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    group = models.ForeignKey(TeachingGroup, models.PROTECT, related_name="places")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="group_places")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "group", "pupil", "from_on", "until_on"], PERSONAL
    )

    class Meta:
        ordering = ["group", "pk"]
        indexes = [models.Index(fields=["group", "until_on"], name="group_place_group")]
        constraints = [
            ends_after_start("group_place_ends_after_start"),
            models.UniqueConstraint(
                fields=["group", "pupil"], condition=models.Q(until_on=None),
                name="one_open_place_in_a_group",
            ),
        ]  # fmt: skip
