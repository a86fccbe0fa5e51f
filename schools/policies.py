"""How a school does it, as data: stages, plan kinds, areas, days. Code never names one of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Role
from sendcase import moment
from sendcase.models import NEUTRAL, RECORD_PRIVACY, Record
from sendcase.text import LineField, ProseField


class Census(models.TextChoices):
    """The Department's provision codes (domain §3a). Not the stage, and not the register."""

    N = "N", "No special educational provision"
    K = "K", "SEN support"
    E = "E", "Education, health and care plan"


class ProgressMeetings(models.TextChoices):
    HALF_TERM = "half_term", "Each half-term"
    TERM = "term", "Each term"
    NONE = "none", "Not used"


class PlanChecks(models.TextChoices):
    """How often the SENCO looks at each plan, beside the review of whoever leads on it."""

    HALF_TERM = "half_term", "Each half-term"
    TERM = "term", "Each term"
    NONE = "none", "Not used"


class ProvisionReviews(models.TextChoices):
    """When the SENCO looks at a running intervention as a whole."""

    END = "end", "On its last day; one without a last day at each term’s end"
    TERM = "term", "At each term’s end, and on its last day"


class ParentMeetings(models.IntegerChoices):
    """How often families are met in a year: SEND Code of Practice 6.65 asks for three at least."""

    NONE = 0, "Not kept here"
    TERM = 3, "Three times: once each term"
    HALF_TERM = 6, "Six times: once each half-term"


class Policy(Record):
    """How one school does it. Made from a preset (schools/presets), then the school's own."""

    school = models.OneToOneField("School", models.PROTECT, related_name="policy")
    preset = models.CharField(max_length=40)
    referral_name = LineField(max_length=60)  # "SEN referral", "Initial Concerns form"
    register_name = LineField(max_length=60, default="SEN register")
    senco_title = LineField(max_length=40, default="SENCO")
    teacher_title = LineField(max_length=40, default="class teacher")
    referral_answer_days = models.PositiveSmallIntegerField(default=10)
    tell_parents_days = models.PositiveSmallIntegerField(default=10)
    letter_answer_days = models.PositiveSmallIntegerField(default=14)
    plan_write_days = models.PositiveSmallIntegerField(default=14)
    question_days = models.PositiveSmallIntegerField(default=7)
    register_review_weeks = models.PositiveSmallIntegerField(default=13)
    reminder_lead_days = models.PositiveSmallIntegerField(default=7)
    digest_hour = models.PositiveSmallIntegerField(default=7)  # London time
    letters_signed_by = models.CharField(
        max_length=20, choices=[(Role.SENCO, "SENCO"), (Role.HEAD, "Head")], default=Role.SENCO
    )
    # Who has not answered is asked again by letter: how often, and after how many days each time.
    chase_times = models.PositiveSmallIntegerField(default=2)
    chase_days = models.PositiveSmallIntegerField(default=7)
    # Reviews of EHC plans: the school's own days, never laxer than the law (ehcp.policy).
    review_invite_weeks = models.PositiveSmallIntegerField(default=2)  # before the meeting
    review_papers_weeks = models.PositiveSmallIntegerField(default=2)  # before the meeting
    review_report_weeks = models.PositiveSmallIntegerField(default=2)  # after the meeting
    transfer_months = models.PositiveSmallIntegerField(default=0)  # before 1 September; 0: the law
    # A promise of which less than so many of a hundred minutes are given is slipping.
    promise_percent = models.PositiveSmallIntegerField(default=80)
    photos_used = models.BooleanField(default=False)  # photos of pupils are kept and shown

    # How often each class's teacher and the SENCO look at every child of the class together.
    progress_meetings = models.CharField(
        max_length=10, choices=ProgressMeetings.choices, default=ProgressMeetings.NONE
    )

    # How often the family of each child with SEN support or an EHC plan is met in a year.
    parent_meetings_a_year = models.PositiveSmallIntegerField(
        choices=ParentMeetings.choices, default=ParentMeetings.TERM
    )
    plan_check = models.CharField(
        max_length=10, choices=PlanChecks.choices, default=PlanChecks.NONE
    )
    # The school's word before 1, 2 and 3: "Wave", "Tier".
    wave_name = LineField(max_length=20, default="Wave")
    provision_review = models.CharField(
        max_length=10, choices=ProvisionReviews.choices, default=ProvisionReviews.END
    )
    # The five points of a target's outcome, in the school's words (iep.reviews.scale).
    outcome_not_started = LineField(max_length=40, default="Not started")
    outcome_some = LineField(max_length=40, default="Some progress")
    outcome_partly = LineField(max_length=40, default="Partly met")
    outcome_met = LineField(max_length=40, default="Met")
    outcome_exceeded = LineField(max_length=40, default="Exceeded")

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "preset", "progress_meetings", "plan_check", "outcome_not_started",
         "outcome_some", "outcome_partly", "outcome_met", "outcome_exceeded", "referral_name",
         "register_name", "senco_title", "teacher_title",
         "referral_answer_days", "tell_parents_days", "letter_answer_days", "plan_write_days",
         "question_days", "register_review_weeks", "reminder_lead_days", "digest_hour",
         "letters_signed_by", "chase_times", "chase_days", "photos_used", "review_invite_weeks",
         "review_papers_weeks", "review_report_weeks", "transfer_months", "wave_name",
         "provision_review", "promise_percent", "parent_meetings_a_year"],
        NEUTRAL,
    )  # fmt: skip


class Area(Record):
    """A broad area of need, in the school's words. `code` is ours: ci, cl, semh, sp."""

    school = models.ForeignKey("School", models.PROTECT, related_name="areas")
    code = models.SlugField(max_length=10)
    name = LineField(max_length=80)
    order = models.PositiveSmallIntegerField()
    is_used = models.BooleanField(default=True)  # may be ticked; old ticks stay

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "code": NEUTRAL,
        "name": NEUTRAL,
        "order": NEUTRAL,
        "is_used": NEUTRAL,
    }

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="one_area_per_code")]

    def __str__(self):
        return self.name


class PlanKind(Record):
    """A kind of plan the school writes: IEP, Learning Plan, SEND Support Plan."""

    AGREERS = [(Role.TEACHER, "Teacher"), (Role.SENCO, "SENCO")]

    class Layout(models.TextChoices):
        AREA = "area", "By area of need (Appendix B)"
        LEARNING = "learning", "Learning (Appendix C)"
        PLAIN = "plain", "Learning Plan or SEND Support Plan"
        ISP = "isp", "Individual Support Plan (proposed, not law yet)"

    class Cycle(models.TextChoices):
        WEEKS = "weeks", "After a number of weeks"
        HALF_TERM = "half_term", "Each half-term, a week before it ends"
        TERM = "term", "Each term, a week before it ends"

    school = models.ForeignKey("School", models.PROTECT, related_name="plan_kinds")
    code = models.SlugField(max_length=30)
    name = LineField(max_length=80)
    short_name = LineField(max_length=30)
    layout = models.CharField(max_length=10, choices=Layout.choices)
    targets_least = models.PositiveSmallIntegerField(default=1)
    targets_most = models.PositiveSmallIntegerField(default=4)
    review_cycle = models.CharField(max_length=10, choices=Cycle.choices, default=Cycle.WEEKS)
    # Also where the school has entered no terms ahead.
    review_weeks = models.PositiveSmallIntegerField(default=6)
    agreed_by = models.CharField(max_length=20, choices=AGREERS)
    second_approver = models.BooleanField(default=False)  # two different people agree it
    closed_on = models.DateField(null=True, blank=True)  # no new plan of this kind since
    order = models.PositiveSmallIntegerField()

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "code", "name", "short_name", "layout", "targets_least", "targets_most",
         "review_cycle", "review_weeks", "agreed_by", "second_approver", "closed_on",
         "order"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="one_plan_kind_per_code")
        ]

    def __str__(self):
        return self.name


class Stage(Record):
    """A step of the graduated approach. Stage, register, census code are three facts."""

    school = models.ForeignKey("School", models.PROTECT, related_name="stages")
    code = models.SlugField(max_length=30)
    name = LineField(max_length=80)
    description = ProseField(max_length=500, blank=True)
    order = models.PositiveSmallIntegerField()
    on_register = models.BooleanField()
    census_code = models.CharField(max_length=1, choices=Census.choices)
    plan_kinds = models.ManyToManyField(PlanKind, blank=True, related_name="stages")
    is_referral_start = models.BooleanField(default=False)  # where an accepted referral leads
    is_monitoring = models.BooleanField(default=False)  # watched, no provision yet
    closed_on = models.DateField(null=True, blank=True)  # nobody is placed here since

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "code", "name", "description", "order", "on_register", "census_code",
         "is_referral_start", "is_monitoring", "closed_on"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="one_stage_per_code"),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(is_referral_start=True),
                name="one_stage_where_referrals_start",
            ),
        ]

    def __str__(self):
        return self.name


class PolicyVersion(models.Model):
    """The whole policy as it was saved: who, when, from which day, what changed in words.

    Frozen by triggers (schools.apps). content: canonical JSON of schools.policy.snapshot, schema
    the number of its shape, sha256 of that text.
    """

    school = models.ForeignKey("School", models.PROTECT, related_name="policy_versions")
    number = models.PositiveIntegerField()  # from 1 for each school
    made_at = models.DateTimeField(default=moment.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # None: the system
    from_on = models.DateField()
    words = ProseField(max_length=20_000)  # one change a line
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    PRIVACY = dict.fromkeys(
        ["id", "school", "number", "made_at", "made_by", "from_on", "words", "schema", "content",
         "sha256"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "number"], name="one_policy_version_per_number"
            )
        ]
