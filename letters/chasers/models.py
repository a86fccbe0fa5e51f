"""What was done because a family had not answered."""

from django.conf import settings
from django.db import models

from letters.chasers.querysets import ChaseQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import ProseField

User = settings.AUTH_USER_MODEL


class Chase(Record):
    """One reminder of one letter: a chaser letter, or somebody who rang. A dated fact."""

    class How(models.TextChoices):
        LETTER = "letter", "A letter"
        PHONE = "phone", "A phone call"
        IN_PERSON = "in_person", "Asked in person"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    letter = models.ForeignKey("letters.Letter", models.PROTECT, related_name="chases")
    number = models.PositiveSmallIntegerField()  # 1, 2, …
    how = models.CharField(max_length=10, choices=How.choices)
    on = models.DateField()
    words = ProseField(max_length=500, blank=True)
    chaser = models.OneToOneField(
        "letters.Letter", models.PROTECT, null=True, related_name="chases_for"
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ChaseQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | dict.fromkeys(["school", "letter", "number", "how", "chaser", "by"], NEUTRAL)
        | {"on": PERSONAL, "words": SPECIAL}
    )

    class Meta:
        app_label = "letters"
        ordering = ["letter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="one_chase_per_number")
        ]
