"""A request for help: Appendix A of the school's policy field for field, and what must be asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.models import Contact, Pupil
from referrals.querysets import ReferralQuerySet
from register.models import RegisterEntry
from schools.models import Area, School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Referral(Record):
    """draft → submitted → accepted | returned (→ submitted) | in class | pastoral | withdrawn."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for the SENCO"
        RETURNED = "returned", "More information asked for"
        ACCEPTED = "accepted", "Accepted"
        IN_CLASS = "in_class", "Support in class"
        PASTORAL = "pastoral", "Passed to pastoral care"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Concern(models.TextChoices):
        SEND = "send", "SEND"
        PASTORAL = "pastoral", "Pastoral"

    class Source(models.TextChoices):
        STAFF = "staff", "Staff"
        PARENT = "parent", "Parent or carer"
        PUPIL = "pupil", "The pupil"
        PREVIOUS = "previous", "Previous setting"

    school = models.ForeignKey(School, models.PROTECT, related_name="referrals")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    concern = models.CharField(
        "main nature of concern", max_length=8, choices=Concern.choices, blank=True
    )
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.STAFF)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="referrals")
    raised_by_contact = models.ForeignKey(  # the parent who asked
        Contact, models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_by_name = LineField(max_length=120, blank=True)  # a setting, or a parent not on file
    raised_on = models.DateField(null=True, blank=True)
    carer_name = LineField("name of carer", max_length=200, blank=True)
    reasons = ProseField(max_length=6000, blank=True)
    interventions = ProseField(max_length=6000, blank=True)  # what was tried, how often, how long
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    main_area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    parent_spoken_by = LineField(max_length=120, blank=True)
    parent_spoken_on = models.DateField(null=True, blank=True)
    parent_said = ProseField(max_length=3000, blank=True)
    parent_not_asked_why = ProseField(max_length=1000, blank=True)
    pupil_spoken_by = LineField(max_length=120, blank=True)
    pupil_said = ProseField(max_length=3000, blank=True)
    pupil_not_asked_why = ProseField(max_length=1000, blank=True)
    underneath = ProseField(max_length=3000, blank=True)  # EAL, attendance, health, behaviour
    submitted_at = models.DateTimeField(null=True, blank=True)
    # "Reviewed by, date, action taken" of the paper form: the latest decision.
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = ProseField(max_length=3000, blank=True)
    register_entry = models.OneToOneField(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="referral"
    )
    parent_told_on = models.DateField(null=True, blank=True)
    parent_told_how = LineField(max_length=200, blank=True)

    objects = ReferralQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "state", "submitted_at", "decided_at"], NEUTRAL
    ) | dict.fromkeys(
        ["pupil", "source", "raised_by", "raised_by_contact", "raised_by_name", "raised_on",
         "carer_name", "parent_spoken_by", "parent_spoken_on", "pupil_spoken_by", "decided_by",
         "parent_told_on", "parent_told_how"], PERSONAL,
    ) | dict.fromkeys(
        ["concern", "reasons", "interventions", "main_area", "parent_said",
         "parent_not_asked_why", "pupil_said", "pupil_not_asked_why", "underneath",
         "decision_reason", "register_entry"], SPECIAL,
    )  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "state", "-id"], name="referral_school_state")]
        constraints = [
            models.CheckConstraint(
                name="referral_decided_by_and_at_together",
                condition=Q(decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_referrals_say_who_and_why",
                condition=Q(state__in=["draft", "submitted", "withdrawn"])
                | Q(decided_by__isnull=False) & ~Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="accepted_referrals_have_an_entry",
                condition=~Q(state="accepted") | Q(register_entry__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/referrals/{self.pk}/"


class ProgressTest(Record):
    """Which of the four tests of less than expected progress (Code 6.17) failed; how we know."""

    class Test(models.TextChoices):
        PEERS = "peers", "Much slower than others who started from the same point"
        PREVIOUS = "previous", "Slower than before: does not match or better earlier progress"
        GAP_OPEN = "gap_open", "Fails to close the gap with others of the same age"
        GAP_WIDER = "gap_wider", "The gap is getting wider"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="tests")  # rows of a form
    test = models.CharField(max_length=10, choices=Test.choices)
    figure = LineField(max_length=200)  # "standardised reading score 78"
    source = LineField(max_length=200)  # "NGRT, September 2026"

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "referral": NEUTRAL,
        "test": SPECIAL,
        "figure": SPECIAL,
        "source": SPECIAL,
    }

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "test"], name="each_test_once")]


class Decision(Record):
    """One triage step: returned, accepted, … All are kept; the referral shows the latest."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Referral.State.choices)
    reason = ProseField(max_length=3000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "referral": NEUTRAL,
        "outcome": SPECIAL,
        "reason": SPECIAL,
        "by": PERSONAL,
        "at": NEUTRAL,
    }

    class Meta:
        ordering = ["at", "pk"]
