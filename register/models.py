"""The register: dated entries, each with its stage, its census code, its needs and its reasons."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pupils.models import Pupil
from register.querysets import RegisterEntryQuerySet
from register.review.models import RegisterReview, ReviewRow  # noqa: F401
from schools.models import Area, Census, School, Stage
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class NeedType(models.TextChoices):
    """DfE type of need, in the Department's words (domain §3a)."""

    SPLD = "SPLD", "Specific learning difficulty"
    MLD = "MLD", "Moderate learning difficulty"
    SLD = "SLD", "Severe learning difficulty"
    PMLD = "PMLD", "Profound and multiple learning difficulty"
    SLCN = "SLCN", "Speech, language and communication needs"
    ASD = "ASD", "Autistic spectrum disorder"
    SEMH = "SEMH", "Social, emotional and mental health"
    HI = "HI", "Hearing impairment"
    VI = "VI", "Vision impairment"
    MSI = "MSI", "Multi-sensory impairment"
    PD = "PD", "Physical disability"
    DS = "DS", "Down syndrome"
    OTH = "OTH", "Other difficulty or disability"
    NSA = "NSA", "SEN support but no specialist assessment of type of need"


# Guidance, not law: which broad area a type usually belongs to. DS crosses areas; OTH, NSA none.
AREA_OF_TYPE = {
    "SPLD": "cl",
    "MLD": "cl",
    "SLD": "cl",
    "PMLD": "cl",
    "SLCN": "ci",
    "ASD": "ci",
    "SEMH": "semh",
    "HI": "sp",
    "VI": "sp",
    "MSI": "sp",
    "PD": "sp",
}


class RegisterEntry(Record):
    """One pupil at one stage from a day until a day. One open entry per pupil.

    Every stage has its entry, also those where the school keeps no register: `on_register` is a
    fact of its own, copied from the stage on the day, like the census code.
    """

    class Origin(models.TextChoices):
        HERE = "", "Decided here"
        IMPORTED = "imported", "From the school's earlier records"

    school = models.ForeignKey(School, models.PROTECT, related_name="register_entries")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="register_entries")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    stage_name = LineField(max_length=80)  # as it was called on the day
    on_register = models.BooleanField()
    census_code = models.CharField(max_length=1, choices=Census.choices)
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # last day
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=moment.now)
    reason = ProseField(max_length=2000)
    evidence = ProseField(max_length=4000, blank=True)
    end_reason = ProseField(max_length=2000, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # As the policy said on the day of the decision: a later change moves nothing that runs.
    tell_days = models.PositiveSmallIntegerField()  # for telling the family
    asks_plan = models.BooleanField()  # the stage used a kind of plan
    # The date the family was told that provision began (Children and Families Act 2014 s68).
    family_told_on = models.DateField(null=True, blank=True)
    family_told_how = LineField(max_length=200, blank=True)  # "letter", "phone call from Mr Lee"
    origin = models.CharField(max_length=10, choices=Origin.choices, blank=True)

    objects = RegisterEntryQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "stage": SPECIAL,
        "stage_name": SPECIAL,
        "on_register": SPECIAL,
        "census_code": SPECIAL,
        "from_on": PERSONAL,
        "until_on": PERSONAL,
        "decided_by": PERSONAL,
        "decided_at": NEUTRAL,
        "reason": SPECIAL,
        "evidence": SPECIAL,
        "end_reason": SPECIAL,
        "ended_by": NEUTRAL,
        "tell_days": NEUTRAL,
        "asks_plan": NEUTRAL,
        "family_told_on": PERSONAL,
        "family_told_how": PERSONAL,
        "origin": NEUTRAL,
    }

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [
            models.Index(fields=["school", "from_on"], name="register_school_from"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_entry_per_pupil", fields=["pupil"], condition=Q(until_on=None)
            ),
            models.CheckConstraint(
                name="entry_ends_after_start",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="ended_entries_say_who_and_why",
                condition=Q(until_on=None) | Q(ended_by__isnull=False) & ~Q(end_reason=""),
            ),
        ]


class Need(Record):
    """A type of need of one entry, by rank. The census returns ranks 1 and 2 only (rule 2166)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="needs")
    need_type = models.CharField(max_length=4, choices=NeedType.choices)
    rank = models.PositiveSmallIntegerField()
    note = LineField(max_length=200, blank=True)  # in plain words, as the family would say it

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "entry": PERSONAL,
        "need_type": SPECIAL,
        "rank": SPECIAL,
        "note": SPECIAL,
    }

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "rank"], name="one_need_per_rank"),
            models.UniqueConstraint(fields=["entry", "need_type"], name="one_row_per_need_type"),
            models.CheckConstraint(name="ranks_begin_at_one", condition=Q(rank__gte=1)),
        ]
