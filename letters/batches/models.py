"""Many letters in one press: chosen, prepared by a worker, approved, issued, printed in one go."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Role
from letters.batches.querysets import BatchPrintQuerySet, BatchQuerySet, BatchRowQuerySet
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Batch(Record):
    """preparing → prepared → approved → issuing → issued; cancelled before it is issued."""

    class State(models.TextChoices):
        PREPARING = "preparing", "Being prepared"
        PREPARED = "prepared", "To be checked"
        APPROVED = "approved", "Approved"
        ISSUING = "issuing", "Being sent"
        ISSUED = "issued", "Sent"
        CANCELLED = "cancelled", "Cancelled"

    school = models.ForeignKey(School, models.PROTECT, related_name="letter_batches")
    purpose = models.CharField(max_length=40)  # a key of letters.purposes
    title = LineField(max_length=150)  # "Review invitations, 3 Willow"
    chosen = models.JSONField(default=dict)  # how the pupils were chosen: filters, no name
    facts = models.JSONField(default=dict)  # what was typed once for all of them
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARING)
    # As the policy said when it was begun.
    signed_by = models.CharField(
        max_length=20, choices=[(Role.SENCO, "SENCO"), (Role.HEAD, "Head")]
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = ProseField(max_length=500, blank=True)

    objects = BatchQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "purpose", "title", "state", "signed_by", "made_by", "approved_by",
         "approved_at", "issued_by", "ended_at"], NEUTRAL,
    ) | {"chosen": PERSONAL, "facts": SPECIAL, "ended_reason": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "letters"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "-id"], name="letter_batch_school")]
        constraints = [
            models.CheckConstraint(
                name="approved_batches_have_an_approver",
                condition=Q(state__in=["preparing", "prepared", "cancelled"])
                | Q(approved_by__isnull=False),
            )
        ]

    def get_absolute_url(self):
        return f"/batches/{self.pk}/"


class BatchRow(Record):
    """One pupil of a batch: their letters, or why there is none."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        READY = "ready", "Ready"
        CANNOT = "cannot", "Cannot be sent"
        ISSUED = "issued", "Sent"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rows")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    why = ProseField(max_length=1000, blank=True)  # sentences for the person

    objects = BatchRowQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "batch": NEUTRAL,
        "pupil": PERSONAL,
        "position": NEUTRAL,
        "state": NEUTRAL,
        "why": SPECIAL,
    }

    class Meta:
        app_label = "letters"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "pupil"], name="one_batch_row_per_pupil"),
            models.UniqueConstraint(fields=["batch", "position"], name="one_row_per_batch_place"),
        ]


class BatchPrint(Record):
    """The letters of a batch that go by post or by hand: one PDF in post order. Made again, it is
    a new row; the file is private and opened only through a permission check.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="prints")
    file = models.FileField(upload_to="unused", max_length=120)  # batches.printing names it
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # In post order: {"letters": [id], "to": name, "place": last line, "from": page, "pages": n}
    envelopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=moment.now)

    objects = BatchPrintQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "batch": NEUTRAL,
        "file": SPECIAL,
        "size": NEUTRAL,
        "sha256": NEUTRAL,
        "envelopes": PERSONAL,
        "made_at": NEUTRAL,
    }

    class Meta:
        app_label = "letters"
        ordering = ["-pk"]
