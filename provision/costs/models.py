"""What help costs and who pays: grades with dated rates, charges, funding, the school's rules.

Money is whole pence. Nobody's own pay is held: a grade is, and who is on it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from provision.costs.querysets import CostQuerySet, HolderQuerySet
from provision.interventions.models import Intervention
from pupils.models import Pupil
from schools.models import School, ends_after_start
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField

User = settings.AUTH_USER_MODEL
MOST_PENCE = 100_000_000  # a million pounds: more is a slip of the hand
THRESHOLD = 600_000  # £6,000: what a school pays itself before it asks for top-up (D§7, S1)


class CostRules(Record):
    """How this school counts: when its year of money begins, and the threshold in pence.

    One row per school. Maintained schools count from April, academies from September.
    """

    class FirstMonth(models.IntegerChoices):
        APRIL = 4, "April (maintained schools)"
        SEPTEMBER = 9, "September (academies)"

    school = models.OneToOneField(School, models.PROTECT, related_name="cost_rules")
    first_month = models.PositiveSmallIntegerField(
        choices=FirstMonth.choices, default=FirstMonth.APRIL
    )
    threshold = models.PositiveIntegerField(default=THRESHOLD)

    objects = CostQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "first_month", "threshold"], NEUTRAL)

    class Meta:
        app_label = "provision"


class Grade(Record):
    """A pay grade: “Teaching assistant, level 2”. One may count for all who are on none."""

    school = models.ForeignKey(School, models.PROTECT, related_name="grades")
    name = LineField(max_length=80)
    is_default = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)

    objects = CostQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "name", "is_default", "retired_on"], NEUTRAL
    )

    class Meta:
        app_label = "provision"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(retired_on=None),
                name="one_grade_in_use_per_name",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(is_default=True, retired_on=None),
                name="one_default_grade_per_school",
            ),
        ]

    def __str__(self):
        return self.name


class GradeRate(Record):
    """What an hour of it costs from a day on. on_costs: hundredths of a percent on top of it."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="rates")
    from_on = models.DateField()
    pence = models.PositiveIntegerField()  # an hour, before on-costs
    on_costs = models.PositiveIntegerField(default=0)  # 2500 is 25 %

    objects = CostQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "grade", "from_on", "pence", "on_costs"], NEUTRAL
    )

    class Meta:
        app_label = "provision"
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["grade", "from_on"], name="one_rate_per_grade_and_day"),
            models.CheckConstraint(
                name="rates_are_possible",
                condition=Q(pence__lte=MOST_PENCE) & Q(on_costs__lte=20_000),
            ),
        ]


class GradeHolder(Record):
    """A person is on a grade from a day until a day."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="holders")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = HolderQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | {"school": NEUTRAL}
        | dict.fromkeys(["grade", "user", "from_on", "until_on"], PERSONAL)
    )

    class Meta:
        app_label = "provision"
        ordering = ["from_on", "pk"]
        constraints = [
            ends_after_start("grade_holder_ends_after_start"),
            models.UniqueConstraint(
                fields=["school", "user"],
                condition=Q(until_on=None),
                name="one_open_grade_per_person_and_school",
            ),
        ]


class Charge(Record):
    """Money besides the staff's time: materials, an agency's fee, equipment for one child."""

    class Kind(models.TextChoices):
        MATERIALS = "materials", "Materials"
        AGENCY = "agency", "Agency"
        EQUIPMENT = "equipment", "Equipment"
        OTHER = "other", "Something else"

    class Per(models.TextChoices):
        ONCE = "once", "once"
        SESSION = "session", "a session"
        HOUR = "hour", "an hour"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    # For an intervention, shared among its pupils; or for one pupil alone.
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="charges"
    )
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, blank=True, related_name="charges")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    what = LineField(max_length=160)
    pence = models.PositiveIntegerField()
    per = models.CharField(max_length=7, choices=Per.choices, default=Per.ONCE)
    from_on = models.DateField()  # the day of it, where it is once
    until_on = models.DateField(null=True, blank=True)

    objects = CostQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "intervention", "kind", "pence", "per", "from_on", "until_on"], NEUTRAL
    ) | {"pupil": PERSONAL, "what": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["school", "from_on"], name="charge_school")]
        constraints = [
            ends_after_start("charge_ends_after_start"),
            models.CheckConstraint(
                name="a_charge_is_for_an_intervention_or_a_pupil",
                condition=Q(intervention=None, pupil__isnull=False, per="once")
                | Q(intervention__isnull=False, pupil=None),
            ),
            models.CheckConstraint(
                name="charges_are_possible", condition=Q(pence__gte=1, pence__lte=MOST_PENCE)
            ),
        ]


class Funding(Record):
    """Money that comes in for special educational needs: for the school, or for one pupil."""

    class Source(models.TextChoices):
        NOTIONAL = "notional", "Notional SEN budget"
        PUPIL_PREMIUM = "premium", "Pupil premium"
        TOP_UP = "top_up", "Top-up from the authority"
        EHC = "ehc", "Named in an EHC plan"
        OTHER = "other", "Something else"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, null=True, blank=True, related_name="funding")
    source = models.CharField(max_length=8, choices=Source.choices)
    pence = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()  # the money is spread evenly over these days
    note = LineField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # put right: it counts no more

    objects = CostQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "from_on", "until_on", "ended_on"], NEUTRAL
    ) | {"pupil": PERSONAL} | dict.fromkeys(["source", "pence", "note"], SPECIAL)  # fmt: skip

    class Meta:
        app_label = "provision"
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["school", "until_on"], name="funding_school")]
        constraints = [
            ends_after_start("funding_ends_after_start"),
            models.CheckConstraint(
                name="the_notional_budget_is_the_schools",
                condition=~Q(source="notional") | Q(pupil=None),
            ),
            models.CheckConstraint(
                name="funding_is_possible", condition=Q(pence__gte=1, pence__lte=MOST_PENCE * 10)
            ),
        ]
