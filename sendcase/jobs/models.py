"""Long work in pieces: a job and its rows. The rows are the queue."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, SPECIAL


class Job(models.Model):
    """One press of a button: an import, a batch of letters."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=40)  # a key of sendcase.jobs.registry
    key = models.CharField(max_length=120, unique=True)  # the same work twice is one job
    school_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)  # also tells one claim from the next
    created_at = models.DateTimeField(default=moment.now)
    ended_at = models.DateTimeField(null=True)

    PRIVACY = {
        "id": NEUTRAL,
        "kind": NEUTRAL,
        "key": NEUTRAL,
        "school_id": NEUTRAL,
        "by": PERSONAL,
        "state": NEUTRAL,
        "lease_until": NEUTRAL,
        "attempts": NEUTRAL,
        "created_at": NEUTRAL,
        "ended_at": NEUTRAL,
    }

    class Meta:
        indexes = [
            models.Index(fields=["school_id", "kind", "-id"], name="job_school"),
            models.Index(
                fields=["state", "lease_until"],
                name="job_open",
                condition=Q(state__in=["waiting", "running"]),
            ),
        ]


class JobRow(models.Model):
    """One piece, done in one transaction with its effect: done once, whatever crashes."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        FAILED = "failed", "Could not be done"

    job = models.ForeignKey(Job, models.CASCADE, related_name="rows")  # rows are the job's own
    position = models.PositiveIntegerField()
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)  # why not, in words for the person
    result = models.JSONField(default=dict)  # what `fn` returned

    PRIVACY = {
        "id": NEUTRAL,
        "job": NEUTRAL,
        "position": NEUTRAL,
        "args": SPECIAL,
        "state": NEUTRAL,
        "attempts": NEUTRAL,
        "error": PERSONAL,
        "result": SPECIAL,
    }

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["job", "position"], name="one_job_row_per_position")
        ]
        indexes = [
            models.Index(
                fields=["job", "position"], name="job_row_waiting", condition=Q(state="waiting")
            )
        ]


class Tick(models.Model):
    """When a part of the site was last seen at work: beat, worker, backup. One row for each."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField(default=moment.now)

    PRIVACY = {"name": NEUTRAL, "at": NEUTRAL}
