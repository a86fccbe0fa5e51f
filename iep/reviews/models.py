"""Reviews of plans, how each target went, and the SENCO's own check."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schools.models import School
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Review(Record):
    """One review of a plan: how each target went, and what becomes of the plan.

    `stage_by`: where the review found that the stage may not fit any more, the day by which the
    SENCO decides about it; from_entry: the child's place on that day.
    """

    class Decision(models.TextChoices):
        KEEP = "keep", "Carry on with this plan"
        NEXT = "next", "Write the next plan"
        STEP_UP = "step_up", "Step up: more support is needed"
        STEP_DOWN = "step_down", "Step down: less support is needed"
        CLOSE = "close", "Close this plan"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    plan = models.ForeignKey("iep.SupportPlan", models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField()  # from 1 for each plan
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    pupil_views = ProseField(max_length=2000, blank=True)
    parent_views = ProseField(max_length=2000, blank=True)
    summary = ProseField(max_length=2000, blank=True)
    # Empty: a review of before there were decisions, or one that left it open.
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    reason = ProseField(max_length=1000, blank=True)  # of closing
    next_review_on = models.DateField(null=True)  # where the plan carries on
    from_entry = models.ForeignKey(
        "register.RegisterEntry", models.PROTECT, null=True, related_name="+"
    )
    stage_by = models.DateField(null=True)
    stage_settled_at = models.DateTimeField(null=True)
    stage_settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    stage_reason = ProseField(max_length=1000, blank=True)  # why the stage stays

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "plan", "number", "stage_by", "stage_settled_at", "next_review_on"], NEUTRAL
    ) | dict.fromkeys(["reviewed_on", "reviewed_by", "stage_settled_by"], PERSONAL) | dict.fromkeys(
        ["pupil_views", "parent_views", "summary", "decision", "reason", "from_entry",
         "stage_reason"], SPECIAL,
    )  # fmt: skip

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_review_per_number"),
            models.CheckConstraint(
                name="closing_reviews_say_why", condition=~Q(decision="close") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="carrying_on_has_its_next_day",
                condition=~Q(decision="keep") | Q(next_review_on__isnull=False),
            ),
        ]


class TargetOutcome(Record):
    """How one target went. The codes are ours; `words` is what the school called it that day."""

    class Outcome(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        SOME = "some", "Some progress"
        PARTLY = "partly", "Partly met"
        MET = "met", "Met"
        EXCEEDED = "exceeded", "Exceeded"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="outcomes")
    target = models.ForeignKey("iep.Target", models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    words = LineField(max_length=40)
    note = ProseField(max_length=1000, blank=True)
    evidence = ProseField(max_length=1000, blank=True)

    PRIVACY = (
        RECORD_PRIVACY
        | dict.fromkeys(["school", "review", "target"], NEUTRAL)
        | (dict.fromkeys(["outcome", "words", "note", "evidence"], SPECIAL))
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "target"], name="one_outcome_per_review_and_target"
            )
        ]


class PlanCheck(Record):
    """The SENCO's look at one plan in one half-term or term, apart from its review.

    A change that was asked for is settled when the plan is shared again, when whoever leads on it
    answers, or when the plan ends.
    """

    class Finding(models.TextChoices):
        FINE = "fine", "Fine"
        CHANGE = "change", "Change asked for"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    plan = models.ForeignKey("iep.SupportPlan", models.PROTECT, related_name="checks")
    period_from = models.DateField()  # first day of the half-term or term
    period_name = LineField(max_length=80)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=moment.now)
    finding = models.CharField(max_length=6, choices=Finding.choices)
    note = ProseField(max_length=1000, blank=True)
    change_by = models.DateField(null=True)
    answer = ProseField(max_length=1000, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "plan", "period_from", "period_name", "checked_at", "change_by", "settled_at"],
        NEUTRAL,
    ) | dict.fromkeys(["checked_by", "settled_by"], PERSONAL) | dict.fromkeys(
        ["finding", "note", "answer"], SPECIAL
    )  # fmt: skip

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "period_from"], name="one_check_per_plan_and_period"
            ),
            models.CheckConstraint(
                name="a_change_asked_for_says_what_and_by_when",
                condition=~Q(finding="change") | ~Q(note="") & Q(change_by__isnull=False),
            ),
        ]

    def get_absolute_url(self):
        return f"/plan-checks/{self.pk}/"
