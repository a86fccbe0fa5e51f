"""What a family or a young person agreed to: once given for a scope, until a day, or withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pupils.consents.querysets import ConsentQuerySet
from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Consent(Record):
    """One answer to one question. A new answer is a new row; withdrawing ends the row at once."""

    class Kind(models.TextChoices):
        AGENCY = "agency", "An outside agency works with the child"
        SHARING = "sharing", "Sharing papers or words with somebody outside"
        PHOTO = "photo", "A photo of the child"

    class Answer(models.TextChoices):
        YES = "yes", "Agreed"
        NO = "no", "Did not agree"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    scope = ProseField(max_length=1000)  # which agency or paper, what for
    answer = models.CharField(max_length=3, choices=Answer.choices)
    # Who answered: a contact, the young person, or somebody named only in words.
    contact = models.ForeignKey("pupils.Contact", models.PROTECT, null=True, related_name="+")
    by_young_person = models.BooleanField(default=False)
    given_by = LineField(max_length=200)  # the name, as it was given
    given_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # last day it holds
    # Why an agreement of somebody marked “do not contact” counts all the same: the SENCO's words.
    may_decide_reason = ProseField(max_length=500, blank=True)
    evidence = ProseField(max_length=1000)  # signed slip, phone call with whom, page with the code
    document = models.ForeignKey("pupils.Document", models.PROTECT, null=True, related_name="+")
    source_type = models.CharField(max_length=60, blank=True)  # "letters.letter": what asked for it
    source_id = models.BigIntegerField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=moment.now)
    withdrawn_on = models.DateField(null=True, blank=True)  # from this day it holds no more
    withdrawn_by = LineField(max_length=200, blank=True)
    withdrawn_how = ProseField(max_length=1000, blank=True)
    withdrawn_recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # It was never said, or by another family: it counts for nothing, then or now.
    in_error_at = models.DateTimeField(null=True)
    in_error_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    in_error_reason = ProseField(max_length=500, blank=True)

    objects = ConsentQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "kind", "source_type", "source_id", "recorded_by", "recorded_at",
         "withdrawn_recorded_by", "in_error_at", "in_error_by"], NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "contact", "by_young_person", "given_by", "given_on", "until_on", "document",
         "withdrawn_on", "withdrawn_by"], PERSONAL,
    ) | dict.fromkeys(
        ["scope", "answer", "evidence", "withdrawn_how", "in_error_reason", "may_decide_reason"],
        SPECIAL,
    )  # fmt: skip

    class Meta:
        app_label = "pupils"
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["pupil", "kind", "-given_on"], name="consent_pupil_kind")]
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_began",
                condition=Q(until_on=None) | Q(until_on__gte=F("given_on")),
            ),
            models.CheckConstraint(
                name="withdrawn_consents_say_by_whom",
                condition=Q(withdrawn_on=None)
                | Q(withdrawn_on__gte=F("given_on")) & ~Q(withdrawn_by=""),
            ),
            models.CheckConstraint(
                name="consents_in_error_say_by_whom_and_why",
                condition=Q(in_error_at=None, in_error_by=None, in_error_reason="")
                | Q(in_error_at__isnull=False, in_error_by__isnull=False) & ~Q(in_error_reason=""),
            ),
            models.UniqueConstraint(
                fields=["source_type", "source_id"],
                condition=~Q(source_type="") & Q(in_error_at=None),
                name="one_consent_per_source",
            ),
        ]  # fmt: skip
