"""Plans of every kind: one engine, the school's names and layouts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from iep.bank.models import BankTarget, Strategy, StrategyPhrase  # noqa: F401
from iep.giving.models import TargetProvision  # noqa: F401
from iep.handover.models import Handover, HandoverNote, HandoverVersion  # noqa: F401
from iep.moves.models import MoveNote, MoveTask, SchoolMove  # noqa: F401
from iep.notes.models import PlanNote  # noqa: F401
from iep.querysets import SupportPlanQuerySet
from iep.readers.models import PlanReading  # noqa: F401
from iep.reviews.models import PlanCheck, Review, TargetOutcome  # noqa: F401
from pupils.models import Pupil
from register.models import RegisterEntry
from schools.models import Area, PlanKind, School
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class SupportPlan(Record):
    """draft → agreed → shared → reviewed → closed | superseded."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREED = "agreed", "Agreed"
        SHARED = "shared", "Shared with family"
        REVIEWED = "reviewed", "Reviewed"
        CLOSED = "closed", "Closed"
        SUPERSEDED = "superseded", "Replaced by a newer plan"

    school = models.ForeignKey(School, models.PROTECT, related_name="plans")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="plans")
    kind = models.ForeignKey(PlanKind, models.PROTECT, related_name="+")
    register_entry = models.ForeignKey(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="plans"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    lead = models.ForeignKey(User, models.PROTECT, related_name="plans_led")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    sen_level = LineField("level of SEN", max_length=80, blank=True)  # Appendix C: the stage
    strengths = ProseField(max_length=2000, blank=True)
    concerns = ProseField(max_length=6000, blank=True)  # begins as the referral says it
    pupil_views = ProseField(max_length=2000, blank=True)
    parent_views = ProseField(max_length=2000, blank=True)
    home_support = ProseField("parents can support by", max_length=2000, blank=True)
    # {key: text} of the layout's own questions (iep.sections); never filtered on.
    answers = models.JSONField(default=dict, blank=True)
    starts_on = models.DateField()
    review_on = models.DateField()  # from the kind's cycle, as it was when the plan started
    # The kind's other rules, copied when the plan started: it ends under the rules it began with.
    layout = models.CharField(max_length=10, choices=PlanKind.Layout.choices)
    targets_least = models.PositiveSmallIntegerField()
    targets_most = models.PositiveSmallIntegerField()
    agreed_by_role = models.CharField(max_length=20, choices=PlanKind.AGREERS)
    needs_second = models.BooleanField(default=False)  # two different people agree it
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next_plan"
    )
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    # Where two must agree: the first of them; and who agreed changes that are not shared yet.
    first_agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    first_agreed_at = models.DateTimeField(null=True)
    changes_agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True)
    is_revising = models.BooleanField(default=False)  # shared before, being changed again
    # What was wrong in the version shared last, while it is being put right (iep.versions).
    correction_reason = ProseField(max_length=600, blank=True)
    closed_reason = ProseField(max_length=1000, blank=True)

    objects = SupportPlanQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "kind", "state", "agreed_by", "agreed_at", "shared_by", "shared_at",
         "is_revising", "carried_from", "layout", "targets_least", "targets_most",
         "agreed_by_role", "needs_second", "first_agreed_by", "first_agreed_at",
         "changes_agreed_by"], NEUTRAL,
    ) | dict.fromkeys(["pupil", "lead", "starts_on", "review_on"], PERSONAL) | dict.fromkeys(
        ["register_entry", "sen_level", "strengths", "concerns", "pupil_views", "parent_views",
         "home_support", "answers", "closed_reason", "correction_reason"], SPECIAL,
    )  # fmt: skip

    class Meta:
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["school", "state", "review_on"], name="plan_school_state")]
        constraints = [
            models.CheckConstraint(
                name="plan_is_reviewed_after_it_starts", condition=Q(review_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="shared_plans_were_agreed",
                condition=Q(state__in=["draft", "closed", "superseded"])
                | Q(agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="two_people_agreed_where_two_must",
                condition=~Q(state__in=["agreed", "shared", "reviewed"])
                | Q(needs_second=False)
                | Q(first_agreed_by__isnull=False) & ~Q(first_agreed_by=F("agreed_by")),
            ),
            models.CheckConstraint(
                name="a_correction_is_open_only_while_changing",
                condition=Q(correction_reason="") | Q(is_revising=True),
            ),
            models.UniqueConstraint(
                fields=["pupil", "kind"],
                condition=Q(state__in=["draft", "agreed", "shared"]),
                name="one_live_plan_per_kind",
            ),
        ]

    def get_absolute_url(self):
        return f"/plans/{self.pk}/"


class Target(Record):
    """One row of the paper plan; `outcomes` come with its reviews."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    plan = models.ForeignKey(SupportPlan, models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField()
    target = ProseField(max_length=600)
    criteria = ProseField("achievement criteria", max_length=600, blank=True)
    resources = ProseField("resources and techniques", max_length=800, blank=True)
    strategies = ProseField("class strategies and support", max_length=800, blank=True)
    delivered_by = LineField("who delivers it", max_length=120, blank=True)
    plain_words = ProseField("in plain words", max_length=600, blank=True)  # for the family
    from_bank = models.ForeignKey(
        BankTarget, models.PROTECT, null=True, blank=True, related_name="used_in"
    )
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "plan": NEUTRAL,
        "position": NEUTRAL,
        "target": SPECIAL,
        "criteria": SPECIAL,
        "resources": SPECIAL,
        "strategies": SPECIAL,
        "delivered_by": PERSONAL,
        "plain_words": SPECIAL,
        "from_bank": NEUTRAL,
        "carried_from": NEUTRAL,
        "removed_at": NEUTRAL,
    }

    class Meta:
        ordering = ["position", "pk"]


class PlanVersion(Version):
    """A plan as it was shared with the family.

    corrects: the version this one puts right; reason: what was wrong in that one.
    """

    plan = models.ForeignKey(SupportPlan, models.PROTECT, related_name="versions")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = ProseField(max_length=600, blank=True)
    PRIVACY = VERSION_PRIVACY | {"plan": NEUTRAL, "corrects": NEUTRAL, "reason": SPECIAL}

    class Meta(Version.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_per_number"),
            models.CheckConstraint(
                name="a_correction_says_what_was_wrong",
                condition=Q(corrects=None, reason="") | Q(corrects__isnull=False) & ~Q(reason=""),
            ),
        ]
