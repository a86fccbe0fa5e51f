"""An EHC plan as the authority issued it: sections A to K apart, needs, outcomes and provision
line by line. Children and Families Act 2014 s37; SEND Regulations 2014, reg. 12.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ehcp.querysets import OfPlanQuerySet, PlanQuerySet
from schools.models import School
from sendcase import moment
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class Letter(models.TextChoices):
    """The sections, whose letters the Regulations fix. B, E and F are held as lines."""

    A = "A", "Views, interests and aspirations"
    B = "B", "Special educational needs"
    C = "C", "Health needs"
    D = "D", "Social care needs"
    E = "E", "Outcomes"
    F = "F", "Special educational provision"
    G = "G", "Health provision"
    H1 = "H1", "Social care provision under the 1970 Act"
    H2 = "H2", "Other social care provision"
    I = "I", "Placement"  # noqa: E741
    J = "J", "Personal budget"
    K = "K", "Advice and information"


class EhcPlan(Record):
    """draft → in force → ceased, or moved to another authority or school; one open per pupil."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft from the authority"
        IN_FORCE = "in_force", "In force"
        CEASED = "ceased", "Ended by the authority"
        LEFT = "left", "The pupil left, the plan went on"
        DROPPED = "dropped", "Draft that came to nothing"

    OPEN = (State.DRAFT, State.IN_FORCE)

    school = models.ForeignKey(School, models.PROTECT, related_name="ehc_plans")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="ehc_plans")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    local_authority = LineField(max_length=120)
    reference = LineField(max_length=60, blank=True)  # the authority's
    officer_name = LineField(max_length=120, blank=True)
    officer_email = models.EmailField(blank=True)
    # Anchors of the law's dates. Due dates are computed, never stored.
    issued_on = models.DateField(null=True, blank=True)  # first final plan
    amended_on = models.DateField(null=True, blank=True)  # newest final plan
    assessed_on = models.DateField(null=True, blank=True)  # last (re)assessment
    # The day of the authority's last decision after a review, from which twelve months count.
    reviewed_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField(null=True, blank=True)  # to the authority named above
    moved_from = LineField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # last day in force, or here
    end_reason = ProseField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PlanQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "recorded_by"], NEUTRAL) | dict.fromkeys(
        ["pupil", "local_authority", "reference", "officer_name", "officer_email", "issued_on",
         "amended_on", "assessed_on", "reviewed_on", "moved_on", "moved_from", "ended_on"],
        PERSONAL,
    ) | {"state": SPECIAL, "end_reason": SPECIAL}  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "state", "-id"], name="ehc_plan_school")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_ehc_plan_per_pupil",
                fields=["pupil"],
                condition=Q(state__in=["draft", "in_force"]),
            ),
            models.CheckConstraint(
                name="a_plan_in_force_was_issued",
                condition=~Q(state="in_force") | Q(issued_on__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_ehc_plans_say_when_and_why",
                condition=~Q(state__in=["ceased", "left", "dropped"])
                | Q(ended_on__isnull=False) & ~Q(end_reason=""),
            ),
        ]

    def get_absolute_url(self):
        return f"/ehc-plans/{self.pk}/"


class Section(Record):
    """The prose of one section. B, E and F may have an introduction besides their lines."""

    plan = models.ForeignKey(EhcPlan, models.PROTECT, related_name="sections")
    letter = models.CharField(max_length=2, choices=Letter.choices)
    words = ProseField(max_length=20_000, blank=True)

    objects = OfPlanQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {"plan": NEUTRAL, "letter": NEUTRAL, "words": SPECIAL}

    class Meta:
        app_label = "ehcp"
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "letter"], name="one_section_per_letter")
        ]


class Line(Record):
    """What the lines of B, E and F share. `number` is as printed: B1, E2, F3."""

    plan = models.ForeignKey(EhcPlan, models.PROTECT, related_name="%(class)ss")
    number = models.PositiveSmallIntegerField()
    words = ProseField(max_length=4000)
    # Taken out by an amendment: kept, for versions and reviews point at it.
    dropped_on = models.DateField(null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()
    LINE_PRIVACY = RECORD_PRIVACY | {
        "plan": NEUTRAL, "number": NEUTRAL, "words": SPECIAL, "dropped_on": PERSONAL,
    }  # fmt: skip

    class Meta:
        abstract = True
        ordering = ["number", "pk"]


class EhcNeed(Line):
    """Section B: one need."""

    PRIVACY = Line.LINE_PRIVACY

    class Meta(Line.Meta):
        app_label = "ehcp"


class EhcOutcome(Line):
    """Section E: one outcome, and the needs it is about."""

    how_measured = ProseField(max_length=2000, blank=True)
    by_when = LineField(max_length=120, blank=True)  # “end of Key Stage 2”
    needs = models.ManyToManyField(EhcNeed, blank=True, related_name="outcomes")
    PRIVACY = Line.LINE_PRIVACY | {"how_measured": SPECIAL, "by_when": SPECIAL}

    class Meta(Line.Meta):
        app_label = "ehcp"


class EhcProvision(Line):
    """Section F: one provision, “specified and normally quantified” (Code 9.69), with the needs it
    meets and the outcomes it serves.
    """

    class Per(models.TextChoices):
        DAY = "day", "a day"
        WEEK = "week", "a week"
        TERM = "term", "a term"
        YEAR = "year", "a year"

    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # of one session
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    per = models.CharField(max_length=5, choices=Per.choices, blank=True)
    group_size = models.PositiveSmallIntegerField(null=True, blank=True)  # 1: alone
    who = LineField(max_length=200, blank=True)  # “a speech and language therapist”
    needs = models.ManyToManyField(EhcNeed, blank=True, related_name="provisions")
    outcomes = models.ManyToManyField(EhcOutcome, blank=True, related_name="provisions")
    PRIVACY = Line.LINE_PRIVACY | dict.fromkeys(
        ["minutes", "times", "per", "group_size", "who"], SPECIAL
    )

    class Meta(Line.Meta):
        app_label = "ehcp"


class EhcPlanVersion(Version):
    """The plan as it stood on one day: draft, final or amended, with the authority's own paper."""

    class Kind(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final plan"
        DRAFT_AMENDED = "draft_amended", "Proposed changes"
        AMENDED = "amended", "Amended plan"

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    plan = models.ForeignKey(EhcPlan, models.PROTECT, related_name="versions")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    dated_on = models.DateField()  # on the authority's paper
    paper = models.ForeignKey(
        "pupils.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfPlanQuerySet.as_manager()
    PRIVACY = VERSION_PRIVACY | {
        "school": NEUTRAL, "plan": PERSONAL, "kind": NEUTRAL, "dated_on": PERSONAL,
        "paper": NEUTRAL,
    }  # fmt: skip

    class Meta(Version.Meta):
        app_label = "ehcp"
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="ehc_version_number")
        ]


class EhcReading(models.Model):
    """Somebody who teaches the child has read the needs, outcomes and provision of a version."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    version = models.ForeignKey(EhcPlanVersion, models.PROTECT, related_name="readings")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=moment.now)

    PRIVACY = {
        "id": NEUTRAL, "school": NEUTRAL, "version": NEUTRAL, "person": PERSONAL,
        "read_at": PERSONAL,
    }  # fmt: skip

    class Meta:
        app_label = "ehcp"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="a_person_reads_an_ehc_version_once"
            )
        ]
