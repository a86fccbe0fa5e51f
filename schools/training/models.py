"""One training of one person, or of all staff together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schools.training.querysets import TrainingQuerySet
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import CountingKeyField, LineField, ProseField

User = settings.AUTH_USER_MODEL


class Training(Record):
    """minutes: how long; expires_on: the last day a certificate counts; ended_on: it is not needed
    any more. One written down by mistake is taken back, and stays in the log.
    """

    class Kind(models.TextChoices):
        TOPIC = "topic", "A topic of SEN"
        AREA = "area", "An area of need"
        NPQ = "npq", "NPQ for SENCOs, or NASENCO"
        STATUTORY = "statutory", "Required of the school"

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="trainings")
    # Empty for all staff, and for somebody without an account: then the name alone says who.
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    is_whole_staff = models.BooleanField(default=False)
    name = LineField(max_length=120)  # as it was on the day; "All staff"
    name_key = CountingKeyField(of="name")
    title = LineField(max_length=150)
    title_key = CountingKeyField(of="title")
    provider = LineField(max_length=150, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    area = models.ForeignKey("schools.Area", models.PROTECT, null=True, blank=True,
                             related_name="+")  # fmt: skip
    held_on = models.DateField()
    minutes = models.PositiveIntegerField()
    expires_on = models.DateField(null=True, blank=True)
    note = ProseField(max_length=1000, blank=True)
    ended_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = TrainingQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "is_whole_staff", "title", "title_key", "provider", "kind", "area", "minutes",
         "ended_on", "recorded_by", "taken_back_at", "taken_back_by"], NEUTRAL,
    ) | dict.fromkeys(
        ["person", "name", "name_key", "held_on", "expires_on", "note"], PERSONAL
    )  # fmt: skip

    class Meta:
        app_label = "schools"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["school", "name_key", "-held_on"], name="training_person")]
        constraints = [
            models.CheckConstraint(
                name="training_of_all_names_nobody",
                condition=Q(is_whole_staff=False) | Q(person=None),
            ),
            models.CheckConstraint(
                name="training_runs_out_after_it_was_held",
                condition=Q(expires_on=None) | Q(expires_on__gt=F("held_on")),
            ),
        ]

    def __str__(self):
        return f"Training {self.pk}"

    def get_absolute_url(self):
        return f"/training/{self.pk}/"
