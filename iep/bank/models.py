"""The school's bank: targets that worked, strategies, and the other words staff use for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from iep.bank.querysets import BankQuerySet
from schools.models import Area, School, YearGroup
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class BankRecord(Record):
    """What both kinds of entry have. A bank entry is about no child: names are refused on save."""

    class Origin(models.TextChoices):
        STARTER = "starter", "Came with the system"
        SCHOOL = "school", "Written here"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        KEPT = "kept", "In the bank"
        RETIRED = "retired", "No longer offered"

    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.SCHOOL)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    # None: it came with the system.
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = BankQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "origin": NEUTRAL,
        "state": NEUTRAL,
        "proposed_by": PERSONAL,
        "decided_by": PERSONAL,
        "decided_at": NEUTRAL,
    }

    class Meta:
        abstract = True


class BankTarget(BankRecord):
    """A target to be made a child's own: its texts may hold gaps in braces, {how many}."""

    school = models.ForeignKey(School, models.PROTECT, related_name="bank_targets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    # Empty: for every year. Order of years is that of YearGroup.
    from_year = models.CharField(max_length=2, choices=YearGroup.choices, blank=True)
    to_year = models.CharField(max_length=2, choices=YearGroup.choices, blank=True)
    target = ProseField(max_length=600)
    criteria = ProseField("achievement criteria", max_length=600, blank=True)
    resources = ProseField("resources and techniques", max_length=800, blank=True)
    strategies = ProseField("class strategies and support", max_length=800, blank=True)
    plain_words = ProseField("in plain words", max_length=600, blank=True)

    PRIVACY = BankRecord.PRIVACY | dict.fromkeys(
        ["school", "area", "from_year", "to_year", "target", "criteria", "resources",
         "strategies", "plain_words"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        ordering = ["area", "from_year", "pk"]
        indexes = [models.Index(fields=["school", "state", "area"], name="bank_target_school")]


class Strategy(BankRecord):
    """Something adults do in class, in the words the school uses for it."""

    class Weight(models.IntegerChoices):
        HELPFUL = 1, "Helps"
        IMPORTANT = 2, "Matters"
        ESSENTIAL = 3, "The child cannot manage without it"

    school = models.ForeignKey(School, models.PROTECT, related_name="strategies")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    words = LineField(max_length=160)  # "Give instructions in steps"
    key = models.CharField(max_length=200, editable=False)  # iep.bank.matching.key_of(words)
    need_words = LineField(max_length=160, blank=True)  # "need instructions in steps"
    weight = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.IMPORTANT)

    PRIVACY = BankRecord.PRIVACY | dict.fromkeys(
        ["school", "area", "words", "key", "need_words", "weight"], NEUTRAL
    )

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key"],
                condition=~Q(state="retired"),
                name="one_strategy_per_words",
            )
        ]


class StrategyPhrase(Record):
    """Another way in which staff here write the same strategy."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="phrases")
    words = LineField(max_length=160)
    key = models.CharField(max_length=200, editable=False)
    removed_at = models.DateTimeField(null=True)

    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "strategy", "words", "key", "removed_at"], NEUTRAL
    )

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key"],
                condition=Q(removed_at=None),
                name="one_strategy_per_phrase",
            )
        ]
