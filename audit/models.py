"""Who changed or read what. Plain numbers: the log outlives what it speaks of.

Rows go in unsealed with the change they tell of; audit.sealing seals them each minute into the
school's keyed chain; a database trigger allows only that one step (docs/decisions/audit.md).
"""

from django.db import models

from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, SPECIAL

NO_SCHOOL = 0  # the chain of events about an account, of no one school


class Event(models.Model):
    """One change, or one opening, printing or download of a record."""

    at = models.DateTimeField(default=moment.now)
    school_id = models.BigIntegerField(default=NO_SCHOOL)
    actor_id = models.BigIntegerField(null=True)  # empty: the system itself
    pupil_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)  # "referral.accepted", "pupil.read"
    object_type = models.CharField(max_length=60)  # "referrals.referral"
    object_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=32, blank=True)
    detail_digest = models.CharField(max_length=64, blank=True)
    sequence = models.BigIntegerField(null=True)  # place in the school's chain; empty: unsealed
    seal = models.CharField(max_length=64, blank=True)

    PRIVACY = {
        "id": NEUTRAL,
        "at": PERSONAL,
        "school_id": NEUTRAL,
        "actor_id": PERSONAL,
        "pupil_id": PERSONAL,
        "verb": SPECIAL,
        "object_type": NEUTRAL,
        "object_id": NEUTRAL,
        "request_id": NEUTRAL,
        "detail_digest": NEUTRAL,
        "sequence": NEUTRAL,
        "seal": NEUTRAL,
    }

    class Meta:
        indexes = [
            models.Index(fields=["school_id", "-at"], name="audit_school_at"),
            models.Index(fields=["school_id", "pupil_id", "-at"], name="audit_school_pupil"),
            models.Index(fields=["school_id", "actor_id", "-at"], name="audit_school_actor"),
            models.Index(
                fields=["school_id", "id"],
                name="audit_unsealed",
                condition=models.Q(sequence=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school_id", "sequence"], name="one_event_per_place_in_a_chain"
            )
        ]


class EventDetail(models.Model):
    """What it said before and after. Erasable; the event keeps only its digest."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="detail")  # erased together
    text = models.JSONField()

    PRIVACY = {"id": NEUTRAL, "event": NEUTRAL, "text": SPECIAL}


class Chain(models.Model):
    """The newest end of one school's chain; the row two sealing workers take turns on."""

    school_id = models.BigIntegerField(unique=True)
    sequence = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    PRIVACY = {"id": NEUTRAL, "school_id": NEUTRAL, "sequence": NEUTRAL, "seal": NEUTRAL}
