"""A request for help: Appendix A of the school's policy field for field, and what must be asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pupils.models import Contact, Pupil
from referrals.meetings.models import ProgressMeeting, ProgressRow  # noqa: F401
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
    areas = models.ManyToManyField(Area, blank=True, related_name="+")  # main area(s) of need
    parent_spoken_by = LineField(max_length=120, blank=True)
    parent_spoken_on = models.DateField(null=True, blank=True)
    parent_said = ProseField(max_length=3000, blank=True)
    parent_not_asked_why = ProseField(max_length=1000, blank=True)
    pupil_spoken_by = LineField(max_length=120, blank=True)
    pupil_said = ProseField(max_length=3000, blank=True)
    pupil_not_asked_why = ProseField(max_length=1000, blank=True)
    underneath = ProseField(max_length=3000, blank=True)  # EAL, attendance, health, behaviour
    submitted_at = models.DateTimeField(null=True, blank=True)  # the last time it was sent
    # "Reviewed by, date, action taken" of the paper form: the latest decision.
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = ProseField(max_length=3000, blank=True)
    # Two referrals accepted on one day share the entry: the second corrects what the first placed.
    register_entry = models.ForeignKey(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    # The school's days on the day it was last sent or decided: what runs keeps its rule.
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)
    tell_days = models.PositiveSmallIntegerField(null=True, blank=True)
    plan_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # When and how the parent or pupil who asked was told what was decided.
    raiser_told_on = models.DateField(null=True, blank=True)
    raiser_told_how = LineField(max_length=200, blank=True)

    objects = ReferralQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "state", "submitted_at", "decided_at", "answer_days", "tell_days",
         "plan_days"], NEUTRAL,
    ) | dict.fromkeys(
        ["pupil", "source", "raised_by", "raised_by_contact", "raised_by_name", "raised_on",
         "carer_name", "parent_spoken_by", "parent_spoken_on", "pupil_spoken_by", "decided_by",
         "raiser_told_on", "raiser_told_how"], PERSONAL,
    ) | dict.fromkeys(
        ["concern", "reasons", "interventions", "parent_said",
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
            models.CheckConstraint(
                name="only_accepted_referrals_have_an_entry",
                condition=Q(state="accepted") | Q(register_entry=None),
            ),
            models.CheckConstraint(
                name="referrals_that_wait_are_undecided",
                condition=~Q(state__in=["draft", "submitted"]) | Q(decided_by=None),
            ),
            models.CheckConstraint(
                name="sent_referrals_say_when_and_what",
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, raised_on__isnull=False)
                & ~Q(concern="")
                & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="sent_referrals_keep_their_days",
                condition=Q(submitted_at=None)
                | Q(answer_days__isnull=False, tell_days__isnull=False, plan_days__isnull=False),
            ),
            models.CheckConstraint(
                name="raiser_told_on_and_how_together",
                condition=Q(raiser_told_on=None, raiser_told_how="")
                | Q(raiser_told_on__isnull=False) & ~Q(raiser_told_how=""),
            ),
        ]

    def __str__(self):
        return f"Referral {self.pk}"

    def get_absolute_url(self):
        return f"/referrals/{self.pk}/"

    @property
    def is_open(self):
        """Still with the school to finish: its words may be changed."""
        return bool(MOVES[self.state])

    @property
    def state_words(self):
        """The state in the school's own words. Needs school.policy."""
        if self.state == self.State.SUBMITTED:
            return f"Waiting for the {self.school.policy.senco_title}"
        return self.get_state_display()

    @property
    def raiser_name(self):
        """Who asked, where that is not the member of staff who wrote it down."""
        if self.source == self.Source.STAFF:
            return ""
        if self.source == self.Source.PUPIL:
            return self.pupil.name
        contact = self.raised_by_contact
        return contact.name if contact else self.raised_by_name

    @property
    def raiser_waits(self):
        """The parent or pupil who asked must be told, and nobody wrote down that it happened."""
        return (
            self.source in TOLD_SOURCES and self.state in CLOSED_STATES and not self.raiser_told_on
        )


State = Referral.State
# The whole state table: from each state, where it may go. Empty: it is closed.
MOVES = {
    State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
    State.SUBMITTED: {
        State.ACCEPTED,
        State.RETURNED,
        State.IN_CLASS,
        State.PASTORAL,
        State.WITHDRAWN,
    },
    State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
    State.ACCEPTED: set(),
    State.IN_CLASS: set(),
    State.PASTORAL: set(),
    State.WITHDRAWN: set(),
}
OPEN_STATES = [State.DRAFT, State.SUBMITTED, State.RETURNED]
CLOSED_STATES = [State.ACCEPTED, State.IN_CLASS, State.PASTORAL]  # answered
TOLD_SOURCES = [Referral.Source.PARENT, Referral.Source.PUPIL]


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
    figure = LineField(max_length=200, blank=True)  # "standardised reading score 78"
    source = LineField(max_length=200, blank=True)  # "NGRT, September 2026"

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
    # What is asked, what the class does now, or who takes it on: by the outcome.
    next_step = ProseField(max_length=3000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "referral": NEUTRAL,
        "outcome": SPECIAL,
        "reason": SPECIAL,
        "next_step": SPECIAL,
        "by": PERSONAL,
        "at": NEUTRAL,
    }

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decisions_have_an_outcome_and_a_reason",
                condition=~Q(outcome__in=["draft", "submitted"]) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="decisions_say_what_comes_next",
                condition=~Q(outcome__in=["returned", "in_class", "pastoral"]) | ~Q(next_step=""),
            ),
        ]


from referrals.questions.models import Asked, QuestionList, Round  # noqa: E402, F401
