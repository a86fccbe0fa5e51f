"""A link to one letter for one contact who chose e-mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from letters.links.querysets import LetterLinkQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField

User = settings.AUTH_USER_MODEL


class LetterLink(Record):
    """128 random bits in the mail, kept as a hash. The paper shows only after a second code, which
    a second mail brings when the person asks for it. Opening the link acknowledges nothing.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    letter = models.ForeignKey("letters.Letter", models.PROTECT, related_name="links")
    contact = models.ForeignKey("pupils.Contact", models.PROTECT, null=True, related_name="+")
    to_email = models.EmailField()  # where both mails go: as on file the day the letter went
    mail = models.ForeignKey("outbox.Message", models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)  # of the second code, while it lives
    code_until = models.DateTimeField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_on = models.DateField()  # last day
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_reason = LineField(max_length=200, blank=True)

    objects = LetterLinkQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "mail", "token_hash", "code_hash", "code_until", "codes_sent", "tries",
         "expires_on", "revoked_at", "revoked_by"], NEUTRAL,
    ) | {
        "letter": PERSONAL, "contact": PERSONAL, "to_email": PERSONAL, "revoked_reason": SPECIAL,
    }  # fmt: skip

    class Meta:
        app_label = "letters"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "contact"], condition=Q(revoked_at=None),
                name="one_open_link_for_each_reader",
            )
        ]  # fmt: skip
