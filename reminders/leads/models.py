"""When reminder mails speak of something: how long before its day, and how late before others."""

from django.db import models

from schools.models import School
from sendcase.models import NEUTRAL, RECORD_PRIVACY, Record

NEVER = 0


class ReminderRules(Record):
    """After how many school days late a thing stands in the SENCO's and the head's mail too.

    NEVER: not at all; what the law sets can't be NEVER. Without a row: these defaults. Its version
    counts the saves of the lead times, too.
    """

    school = models.OneToOneField(School, models.PROTECT, related_name="reminder_rules")
    senco_after = models.PositiveSmallIntegerField(default=5)
    head_after = models.PositiveSmallIntegerField(default=15)
    legal_senco_after = models.PositiveSmallIntegerField(default=1)
    legal_head_after = models.PositiveSmallIntegerField(default=5)

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "senco_after", "head_after", "legal_senco_after", "legal_head_after"], NEUTRAL
    )

    class Meta:
        app_label = "reminders"
        constraints = [
            models.CheckConstraint(
                name="legal_days_reach_somebody",
                condition=models.Q(legal_senco_after__gt=NEVER, legal_head_after__gt=NEVER),
            )
        ]


class LeadTime(Record):
    """Days before its last day that this kind stands in a mail, where the school's policy is not
    right for it.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="lead_times")
    kind = models.CharField(max_length=40)  # a key of reminders.kinds
    days = models.PositiveSmallIntegerField()

    PRIVACY = RECORD_PRIVACY | {"school": NEUTRAL, "kind": NEUTRAL, "days": NEUTRAL}

    class Meta:
        app_label = "reminders"
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["school", "kind"], name="one_lead_time_per_kind"),
            models.CheckConstraint(
                name="lead_time_within_a_term", condition=models.Q(days__lte=90)
            ),
        ]
