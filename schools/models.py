"""Schools, who works there, their classes and terms. The policy they work by: schools.policies."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.permissions import Role
from schools.owed.models import Fulfilment, Obligation  # noqa: F401
from schools.policies import Area, Census, PlanKind, Policy, PolicyVersion, Stage  # noqa: F401
from schools.querysets import (
    ClassGroupQuerySet,
    DatedQuerySet,
    SchoolQuerySet,
    TeachingGroupQuerySet,
)
from schools.training.models import Training  # noqa: F401
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import CountingKeyField, LineField, ProseField

User = settings.AUTH_USER_MODEL


def ends_after_start(name, start="from_on", end="until_on"):
    rule = Q(**{end: None}) | Q(**{f"{end}__gte": F(start)})
    return models.CheckConstraint(name=name, condition=rule)


class Trust(Record):
    name = LineField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    PRIVACY = RECORD_PRIVACY | {"name": NEUTRAL, "slug": NEUTRAL}

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class School(Record):
    """One school. `slug` begins its addresses: /oakfield/pupils/."""

    class Kind(models.TextChoices):
        """As far as the census rules ask (domain §3a: rules 5049 and 5050)."""

        MAINSTREAM = "mainstream", "Mainstream school"
        SPECIAL = "special", "Special school"
        PRU = "pru", "Pupil referral unit or other alternative provision"

    name = LineField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    trust = models.ForeignKey(Trust, models.PROTECT, null=True, blank=True, related_name="schools")
    urn = models.CharField("URN", max_length=6)
    laestab = models.CharField("LAESTAB", max_length=7, help_text="7 figures: authority, school")
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    address = ProseField(max_length=500, blank=True)
    postcode = LineField(max_length=10, blank=True)
    phone = LineField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    local_authority = LineField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MAINSTREAM)
    # None: nobody has said. The census asks it of each child with SEN (rules 2230 and 2250).
    has_sen_unit = models.BooleanField(null=True, blank=True)
    has_resourced_provision = models.BooleanField(null=True, blank=True)
    # People the law or the letters name. They need no account.
    head_name = LineField("head", max_length=120, blank=True)
    senco_name = LineField("SENCO", max_length=120, blank=True)
    sen_governor_name = LineField("SEN governor", max_length=120, blank=True)
    safeguarding_lead = LineField(max_length=200, blank=True, help_text="Name and how to reach")
    designated_teacher = LineField(
        max_length=120, blank=True, help_text="For children who are looked after"
    )
    sendiass_contact = ProseField(
        "SENDIASS", max_length=500, blank=True,
        help_text="Impartial advice for families: name, phone, e-mail, website",
    )  # fmt: skip
    local_offer_url = models.URLField("Local Offer", max_length=300, blank=True)
    parent_meeting = LineField(
        max_length=200, blank=True,
        help_text="When families can talk to us: Parent Consultation evenings in October and March",
    )  # fmt: skip
    is_demo = models.BooleanField(default=False)

    objects = SchoolQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["name", "slug", "trust", "urn", "laestab", "ukprn", "address", "postcode", "phone",
         "email", "website", "local_authority", "kind", "has_sen_unit",
         "has_resourced_provision", "sendiass_contact", "local_offer_url",
         "parent_meeting", "is_demo"], NEUTRAL,
    ) | dict.fromkeys(
        ["head_name", "senco_name", "sen_governor_name", "safeguarding_lead",
         "designated_teacher"], PERSONAL,
    )  # fmt: skip

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def logo(self) -> bytes | None:
        row = Logo.objects.filter(school=self).first()
        return bytes(row.png) if row else None


class Logo(models.Model):
    """The school's logo, drawn again as a PNG. Apart from the school: every page reads that row."""

    school = models.OneToOneField(School, models.PROTECT, related_name="logo_row")
    png = models.BinaryField()
    PRIVACY = {"id": NEUTRAL, "school": NEUTRAL, "png": NEUTRAL}


class Signature(models.Model):
    """The picture of a signature, drawn again as a PNG, for letters signed in that role."""

    school = models.ForeignKey(School, models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=20, choices=[(Role.SENCO, "SENCO"), (Role.HEAD, "Head")])
    png = models.BinaryField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    PRIVACY = {
        "id": NEUTRAL,
        "school": NEUTRAL,
        "role": NEUTRAL,
        "png": PERSONAL,
        "uploaded_by": NEUTRAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "role"], name="one_signature_per_role")
        ]


class Membership(Record):
    """A person's role at one school, or over one trust, from a date until a date."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="memberships")
    trust = models.ForeignKey(Trust, models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # last day it counts
    deputy_for = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DatedQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["user", "school", "trust", "role", "from_on", "until_on", "deputy_for"], PERSONAL
    )

    class Meta:
        ordering = ["school", "role", "user"]
        indexes = [models.Index(fields=["user", "until_on"], name="membership_user")]
        constraints = [
            models.CheckConstraint(
                name="membership_of_a_school_or_a_trust",
                condition=Q(school=None, trust__isnull=False) | Q(school__isnull=False, trust=None),
            ),
            models.CheckConstraint(
                name="only_trust_leads_belong_to_a_trust",
                condition=Q(trust=None) | Q(role=Role.TRUST_LEAD),
            ),
            models.UniqueConstraint(
                fields=["user", "school", "role"],
                condition=Q(until_on=None),
                name="one_open_membership_per_role",
            ),
            ends_after_start("membership_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"


class YearGroup(models.TextChoices):
    """DfE NCyearActual (domain §3b)."""

    E1 = "E1", "Early 1"
    E2 = "E2", "Early 2"
    N1 = "N1", "Nursery 1"
    N2 = "N2", "Nursery 2"
    R = "R", "Reception"
    Y1 = "1", "Year 1"
    Y2 = "2", "Year 2"
    Y3 = "3", "Year 3"
    Y4 = "4", "Year 4"
    Y5 = "5", "Year 5"
    Y6 = "6", "Year 6"
    Y7 = "7", "Year 7"
    Y8 = "8", "Year 8"
    Y9 = "9", "Year 9"
    Y10 = "10", "Year 10"
    Y11 = "11", "Year 11"
    Y12 = "12", "Year 12"
    Y13 = "13", "Year 13"
    Y14 = "14", "Year 14"
    X = "X", "National Curriculum years not followed"
    M = "M", "Mixed"


class Named(models.Model):
    """`sort_key` follows the name."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Where the name is saved, what it sorts by is too."""
        if update_fields is not None and "name" in update_fields:
            update_fields = [*update_fields, "sort_key"]
        super().save(*args, update_fields=update_fields, **kwargs)


class ClassGroup(Named, Record):
    """A class or tutor group."""

    school = models.ForeignKey(School, models.PROTECT, related_name="classes")
    name = LineField(max_length=60)
    sort_key = CountingKeyField(of="name")
    year = models.CharField(max_length=2, choices=YearGroup.choices)
    closed_on = models.DateField(null=True, blank=True)

    objects = ClassGroupQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "name": NEUTRAL,
        "sort_key": NEUTRAL,
        "year": NEUTRAL,
        "closed_on": NEUTRAL,
    }

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(closed_on=None),
                name="one_open_class_per_name",
            )
        ]

    def __str__(self):
        return self.name


class ClassStaff(Record):
    """Who holds a class, from a day until a day. A teacher sees the classes held today."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    class_group = models.ForeignKey(ClassGroup, models.PROTECT, related_name="staff")
    user = models.ForeignKey(User, models.PROTECT, related_name="class_staff")
    is_lead = models.BooleanField(default=True)  # the class teacher or tutor
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "class_group": NEUTRAL,
        "user": PERSONAL,
        "is_lead": NEUTRAL,
        "from_on": PERSONAL,
        "until_on": PERSONAL,
    }

    class Meta:
        ordering = ["class_group", "-is_lead", "user"]
        indexes = [models.Index(fields=["user", "until_on"], name="class_staff_user")]
        constraints = [
            ends_after_start("class_staff_ends_after_start"),
            models.UniqueConstraint(
                fields=["class_group", "user"],
                condition=Q(until_on=None),
                name="one_open_place_in_a_class",
            ),
        ]


class TeachingGroup(Named, Record):
    """A set that a subject teacher teaches: children of several classes. Never the register."""

    school = models.ForeignKey(School, models.PROTECT, related_name="teaching_groups")
    name = LineField(max_length=60)
    sort_key = CountingKeyField(of="name")
    subject = LineField(max_length=60, blank=True)
    year = models.CharField(max_length=2, choices=YearGroup.choices)
    closed_on = models.DateField(null=True, blank=True)

    objects = TeachingGroupQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "name", "sort_key", "subject", "year", "closed_on"], NEUTRAL
    )

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(closed_on=None),
                name="one_open_group_per_name",
            )
        ]

    def __str__(self):
        return self.name


class GroupStaff(Record):
    """Who teaches a group, from a day until a day. A teacher sees its pupils meanwhile."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    group = models.ForeignKey(TeachingGroup, models.PROTECT, related_name="staff")
    user = models.ForeignKey(User, models.PROTECT, related_name="group_staff")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "group": NEUTRAL,
        "user": PERSONAL,
        "from_on": PERSONAL,
        "until_on": PERSONAL,
    }

    class Meta:
        ordering = ["group", "user"]
        indexes = [models.Index(fields=["user", "until_on"], name="group_staff_user")]
        constraints = [
            ends_after_start("group_staff_ends_after_start"),
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(until_on=None),
                name="one_open_place_as_group_staff",
            ),
        ]


class Term(Record):
    """A term with its half-term. Half terms are computed from it (schools.calendar)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="terms")
    name = LineField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "name": NEUTRAL,
        "starts_on": NEUTRAL,
        "ends_on": NEUTRAL,
    }

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="term_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(fields=["school", "starts_on"], name="one_term_per_start"),
        ]


class Closure(Record):
    """Days inside a term on which the school is closed: half-term, training days."""

    school = models.ForeignKey(School, models.PROTECT, related_name="closures")
    name = LineField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    PRIVACY = RECORD_PRIVACY | {
        "school": NEUTRAL,
        "name": NEUTRAL,
        "starts_on": NEUTRAL,
        "ends_on": NEUTRAL,
    }

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="closure_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]
