"""One row for each thing a school owes again and again, and each time that it was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.owed.querysets import FulfilmentQuerySet, ObligationQuerySet
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL
MOST_WHAT = 300  # letters of what has changed


class Obligation(Record):
    """When it is due again: schools.owed.due, from this row and the newest day it was done."""

    class Kind(models.TextChoices):
        INFORMATION_REPORT = "information-report", "SEN Information Report"
        PARENTS_REPORT = "parents-report", "Yearly report to families"
        QUALIFICATION = "senco-qualification", "SENCO qualification"
        POLICY = "policy-review", "Policy review"

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="obligations")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = LineField(max_length=120, blank=True)  # of the policy, or of the SENCO
    months = models.PositiveSmallIntegerField(null=True)  # between reviews of a policy
    begun_on = models.DateField(default=moment.today)  # since when the row is here
    appointed_on = models.DateField(null=True)  # of a SENCO; None until somebody says
    changed_on = models.DateField(null=True)  # something in the Information Report changed
    changed_what = LineField(max_length=MOST_WHAT, blank=True)
    ended_on = models.DateField(null=True)  # the policy is kept no more; another SENCO came

    objects = ObligationQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "kind", "months", "begun_on", "changed_on", "changed_what", "ended_on"], NEUTRAL
    ) | {"name": PERSONAL, "appointed_on": PERSONAL}  # fmt: skip

    class Meta:
        app_label = "schools"
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "name"],
                condition=Q(ended_on=None),
                name="one_open_obligation_per_kind_and_name",
            ),
            models.CheckConstraint(
                name="policies_have_an_interval",
                condition=Q(kind="policy-review", months__gte=1) & ~Q(name="")
                | ~Q(kind="policy-review") & Q(months=None),
            ),
        ]

    def __str__(self):
        return self.name or self.get_kind_display()

    def get_absolute_url(self):
        return f"/owed/{self.pk}/"


class Fulfilment(Record):
    """It was done on a day. One written down by mistake is taken back, and stays in sight."""

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="+")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="fulfilments")
    done_on = models.DateField()
    note = ProseField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=moment.now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = FulfilmentQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "obligation", "done_on", "note", "recorded_by", "recorded_at", "taken_back_at",
         "taken_back_by"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        app_label = "schools"
        ordering = ["-done_on", "-pk"]
