"""One indexed PDF of a case, built by a worker: for a request or for a review."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ehcp.querysets import FileQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record

User = settings.AUTH_USER_MODEL


class Pack(Record):
    """waiting → ready | failed | stopped. missing: what a reader will look for in vain, sentences.

    without: keys of what the person left out: of a part ("letters") or of one paper ("plans:12").
    separate: papers that no PDF can hold, to be sent beside it: [{title, on, why}].
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being put together"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be put together"
        STOPPED = "stopped", "Stopped"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="packs")
    request = models.ForeignKey(
        "ehcp.AssessmentRequest", models.PROTECT, null=True, blank=True, related_name="packs"
    )
    review = models.ForeignKey(
        "ehcp.AnnualReview", models.PROTECT, null=True, blank=True, related_name="packs"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    job = models.ForeignKey("jobs.Job", models.PROTECT, null=True, blank=True, related_name="+")
    without = models.JSONField(default=list)
    contents = models.JSONField(default=list)  # [{part, title, on, first, pages}]
    separate = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    pages = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(
        "pupils.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    built_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "request", "review", "state", "job", "pages", "document", "built_at",
         "asked_by"], NEUTRAL,
    ) | {"pupil": PERSONAL, "without": NEUTRAL, "contents": SPECIAL, "separate": SPECIAL,
         "missing": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_pack_is_for_a_request_or_a_review",
                condition=Q(request=None, review__isnull=False)
                | Q(request__isnull=False, review=None),
            )
        ]

    def get_absolute_url(self):
        return f"/ehc-packs/{self.pk}/"
