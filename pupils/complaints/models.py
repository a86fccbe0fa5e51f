"""A complaint and what became of it. Never part of a letter: no merge field reads it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.complaints.querysets import ComplaintQuerySet, ComplaintStepQuerySet
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Complaint(Record):
    """open → closed with an outcome; opened again where the family goes on (triggers.py)."""

    class Way(models.TextChoices):
        INFORMAL = "informal", "Informal: talked about"
        FORMAL = "formal", "Formal: under the school’s complaints procedure"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="complaints")
    made_on = models.DateField()
    made_by = LineField(max_length=200)
    contact = models.ForeignKey("pupils.Contact", models.PROTECT, null=True, related_name="+")
    about = ProseField(max_length=4000)
    way = models.CharField(max_length=10, choices=Way.choices)
    # Whose answer the SENCO asked for: that person reads it while it is open, and answers.
    asked_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    asked_words = ProseField(max_length=1000, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    answer = ProseField(max_length=4000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = ProseField(max_length=4000, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ComplaintQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "way", "asked_of", "asked_on", "answer_due_on", "answered_by", "recorded_by"],
        NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "made_on", "made_by", "contact", "answered_on", "closed_on"], PERSONAL
    ) | dict.fromkeys(["about", "asked_words", "answer", "outcome"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "pupils"
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["school", "closed_on", "-id"], name="complaint_school")]
        constraints = [
            models.CheckConstraint(
                name="closed_complaints_have_an_outcome",
                condition=Q(closed_on=None) | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="who_is_asked_about_a_complaint_has_a_day",
                condition=Q(asked_of=None, asked_on=None, answer_due_on=None, asked_words="")
                | Q(asked_of__isnull=False, asked_on__isnull=False, answer_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="answers_to_a_complaint_say_by_whom",
                condition=Q(answered_on=None, answered_by=None, answer="")
                | Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    def get_absolute_url(self):
        return f"/complaints/{self.pk}/"

    @property
    def who(self):
        """As the form asks it: the contact, or a name that is no contact's."""
        return self.contact or self.made_by

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_awaited(self) -> bool:
        """Whether somebody owes an answer: Complaint.objects.awaited() of the row in hand."""
        return self.is_open and self.asked_of_id is not None and self.answered_on is None


class ComplaintStep(Record):
    """Something that happened: the authority was asked, mediation, the Tribunal. Only added."""

    class Kind(models.TextChoices):
        TALK = "talk", "A talk"
        STAGE = "stage", "A stage of the procedure"
        AUTHORITY = "authority", "The local authority was contacted"
        MEDIATION = "mediation", "Mediation"
        TRIBUNAL = "tribunal", "SEND Tribunal"
        OTHER = "other", "Something else"
        # Written by the services: what would otherwise be lost when the row goes on.
        ANSWER = "answer", "A colleague’s answer"
        REOPENED = "reopened", "Opened again"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    words = ProseField(max_length=4000)
    outcome = ProseField(max_length=4000, blank=True)
    was_closed_on = models.DateField(null=True, blank=True)  # REOPENED: the day that no longer is
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=moment.now)

    objects = ComplaintStepQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | dict.fromkeys(["school", "complaint", "kind", "recorded_by", "recorded_at"], NEUTRAL)
        | {"on": PERSONAL, "was_closed_on": PERSONAL, "words": SPECIAL, "outcome": SPECIAL}
    )

    class Meta:
        app_label = "pupils"
        ordering = ["on", "pk"]
