"""Mail on its way. The row is written with the change it tells of; a worker sends it."""

from django.db import models
from django.db.models import Q

from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, SPECIAL

MAX_SUBJECT = 200


class Message(models.Model):
    """One mail to one person.

    waiting → claimed (a worker holds it until lease_until, no byte has gone out)
    → sending (the transaction with the mail server has begun) → sent.
    A claim whose lease ended waits again; a sending one is uncertain: a person decides.
    Held: it waited in a backup, and the site before may have sent it since: a person decides.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        CLAIMED = "claimed", "Being prepared"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        UNCERTAIN = "uncertain", "Perhaps sent"
        HELD = "held", "Held back"
        DROPPED = "dropped", "Not to be sent"

    key = models.CharField(max_length=200, unique=True)  # the same reason twice is one mail
    school_id = models.BigIntegerField(default=0)  # 0: about an account, of no school
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=MAX_SUBJECT)  # never a child's name
    text = models.TextField()
    html = models.TextField(blank=True)
    blank_after = models.BooleanField(default=False)  # the words hold a secret: gone once sent
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)  # also tells one claim from the next
    next_try_at = models.DateTimeField(default=moment.now)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=moment.now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)  # why, in words for the school

    PRIVACY = {
        "id": NEUTRAL,
        "key": NEUTRAL,
        "school_id": NEUTRAL,
        "to": PERSONAL,
        "subject": PERSONAL,
        "text": SPECIAL,
        "html": SPECIAL,
        "blank_after": NEUTRAL,
        "state": NEUTRAL,
        "attempts": NEUTRAL,
        "next_try_at": NEUTRAL,
        "lease_until": NEUTRAL,
        "created_at": NEUTRAL,
        "sent_at": NEUTRAL,
        "error": PERSONAL,
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="outbox_waiting", condition=Q(state="waiting")
            ),
            models.Index(
                fields=["lease_until"],
                name="outbox_leased",
                condition=Q(state__in=["claimed", "sending"]),
            ),
            models.Index(
                fields=["school_id", "-id"],
                name="outbox_for_a_person",
                condition=Q(state__in=["failed", "uncertain", "held"]),
            ),
        ]


class Hold(models.Model):
    """Not released: this site was restored from a backup and sends nothing. One row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField(default=moment.now)
    why = models.CharField(max_length=200)

    PRIVACY = {"id": NEUTRAL, "since": NEUTRAL, "why": NEUTRAL}

    class Meta:
        constraints = [models.CheckConstraint(name="one_hold_at_most", condition=Q(id=1))]


class CameBack(models.Model):
    """Mail of this school to this address came back: none goes there until a person says so."""

    school_id = models.BigIntegerField()
    address = models.CharField(max_length=254)  # in small letters
    since = models.DateTimeField(default=moment.now)
    why = models.CharField(max_length=300)

    PRIVACY = {
        "id": NEUTRAL, "school_id": NEUTRAL, "address": PERSONAL, "since": NEUTRAL,
        "why": PERSONAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_id", "address"], name="one_mark_per_address")
        ]
