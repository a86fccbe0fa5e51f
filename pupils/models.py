"""Pupils, the people around them, their documents, and who else was let in on one case."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase

from pupils.arrangements.models import ExamAccess  # noqa: F401
from pupils.codes import Ethnicity, Sex, YesNoUnsaid
from pupils.complaints.models import Complaint, ComplaintStep  # noqa: F401
from pupils.consents.models import Consent  # noqa: F401
from pupils.groups.models import GroupPlace  # noqa: F401
from pupils.photos.models import PhotoBatch, PhotoWaiting, PupilPhoto  # noqa: F401
from pupils.profile.models import ProfileVersion, PupilProfile, PupilView  # noqa: F401
from pupils.querysets import (
    AssignmentQuerySet,
    ChronologyQuerySet,
    ContactQuerySet,
    DocumentQuerySet,
    PupilQuerySet,
    ShareQuerySet,
)
from pupils.roll.models import ColumnMatch, RollPiece, RollUpload  # noqa: F401
from pupils.saved.models import SavedList  # noqa: F401
from pupils.scores.models import Score  # noqa: F401
from pupils.wording import called, search_text
from schools.models import ClassGroup, School, YearGroup, ends_after_start
from schools.querysets import DatedQuerySet
from sendcase import moment
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, SPECIAL, Record
from sendcase.text import LineField, ProseField, sort_key

User = settings.AUTH_USER_MODEL


class Pupil(Record):
    """A child or young person at one school. Context (EAL, looked-after…) is never a need."""

    school = models.ForeignKey(School, models.PROTECT, related_name="pupils")
    legal_first_name = LineField(max_length=100)
    legal_last_name = LineField(max_length=100, blank=True)  # a child may have one name
    preferred_first_name = LineField(max_length=100, blank=True)
    preferred_last_name = LineField(max_length=100, blank=True)
    born_on = models.DateField("date of birth")
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    pronouns = LineField(max_length=30, blank=True, help_text="Only if the family told you")
    upn = models.CharField("UPN", max_length=13, blank=True)
    former_upn = models.CharField("former UPN", max_length=13, blank=True)
    admission_number = LineField(max_length=20, blank=True)
    year = models.CharField(max_length=2, choices=YearGroup.choices)
    class_group = models.ForeignKey(
        ClassGroup, models.PROTECT, null=True, blank=True, related_name="pupils"
    )
    admitted_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)  # last day at this school
    # For the census, of a school that has one; None: nobody has said. As it is today, without days.
    in_sen_unit = models.BooleanField("in the SEN unit", null=True, blank=True)
    in_resourced_provision = models.BooleanField("in resourced provision", null=True, blank=True)
    ethnicity = models.CharField(max_length=4, choices=Ethnicity.choices, blank=True)
    first_language = LineField(max_length=60, blank=True)
    eal = models.BooleanField("English as an additional language", default=False)
    fsm = models.BooleanField("free school meals", default=False)
    pupil_premium = models.BooleanField(default=False)
    looked_after = models.BooleanField(default=False)
    service_child = models.BooleanField(default=False)
    young_carer = models.BooleanField(default=False)
    medical_flag = models.BooleanField("has a medical need", default=False)
    health_care_plan_url = models.URLField("individual health care plan", blank=True)
    disability = models.CharField(
        "disability under the Equality Act",
        max_length=6,
        choices=YesNoUnsaid.choices,
        default=YesNoUnsaid.UNSAID,
    )
    reasonable_adjustments = ProseField(max_length=2000, blank=True)
    how_to_help = ProseField(
        "how to help me", max_length=300, blank=True, help_text="Two lines, in the child's words"
    )
    # Young people decide for themselves; parents hear with agreement, or where they lack capacity.
    parents_may_be_told = models.CharField(
        max_length=10,
        blank=True,
        choices=[("agreed", "The young person agreed"), ("capacity", "Lacks capacity, recorded")],
    )
    parents_may_be_told_note = ProseField(max_length=500, blank=True)
    # Kept by save(): what lists sort by and search reads.
    sort_key = models.CharField(max_length=300, editable=False)
    search_text = models.CharField(max_length=500, editable=False)
    # Kept by register.services: the stage of today, for lists. The truth is the RegisterEntry.
    stage = models.ForeignKey("schools.Stage", models.PROTECT, null=True, blank=True)

    objects = PupilQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(["school", "sort_key", "search_text"], PERSONAL) | (
        dict.fromkeys(
            ["legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name",
             "born_on", "sex", "pronouns", "upn", "former_upn", "admission_number", "year",
             "class_group", "admitted_on", "left_on", "first_language", "eal", "service_child",
             "how_to_help"], PERSONAL,
        )
        | dict.fromkeys(
            ["in_sen_unit", "in_resourced_provision", "ethnicity", "fsm", "pupil_premium",
             "looked_after", "young_carer", "medical_flag",
             "health_care_plan_url", "disability", "reasonable_adjustments",
             "parents_may_be_told", "parents_may_be_told_note", "stage"], SPECIAL,
        )
    )  # fmt: skip

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["school", "sort_key", "id"], name="pupil_school_sort"),
            models.Index(fields=["school", "class_group", "sort_key"], name="pupil_school_class"),
            models.Index(fields=["school", "stage", "sort_key"], name="pupil_school_stage"),
            models.Index(fields=["school", "year", "sort_key"], name="pupil_school_year"),
            models.Index(fields=["school", "born_on", "sort_key", "id"], name="pupil_school_born"),
            # And on PostgreSQL one of trigrams, for a part of a name: pupils.trigrams.
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "upn"], condition=~Q(upn=""), name="one_pupil_per_upn_at_school"
            ),
            models.CheckConstraint(
                name="pupil_leaves_after_birth",
                condition=Q(left_on=None) | Q(left_on__gt=F("born_on")),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def first_name(self):
        return self.preferred_first_name or self.legal_first_name

    @property
    def last_name(self):
        return self.preferred_last_name or self.legal_last_name

    @property
    def name(self):
        return called(self.first_name, self.last_name)

    @property
    def legal_name(self):
        return called(self.legal_first_name, self.legal_last_name)

    def index_names(self):
        """What lists sort by and search reads. save() calls it; bulk writers must."""
        self.sort_key = sort_key(self.last_name, self.first_name).strip()
        self.search_text = search_text(self.name, self.legal_name)

    def save(self, *args, **kwargs):
        self.index_names()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"/pupils/{self.pk}/"


class Enrolment(Record):
    """When a pupil was in which class: history, kept by the service that moves them."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="enrolments")
    class_group = models.ForeignKey(ClassGroup, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "pupil", "class_group", "from_on", "until_on"], PERSONAL
    )

    class Meta:
        constraints = [
            ends_after_start("enrolment_ends_after_start"),
            models.UniqueConstraint(
                fields=["pupil"], condition=Q(until_on=None), name="one_class_at_a_time"
            ),
        ]


class Assignment(Record):
    """A pupil a member of support staff works with, from a day until a day."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "pupil", "user", "from_on", "until_on"], PERSONAL
    )

    class Meta:
        indexes = [models.Index(fields=["user", "until_on"], name="assignment_user")]
        constraints = [
            ends_after_start("assignment_ends_after_start"),
            models.UniqueConstraint(
                fields=["pupil", "user"], condition=Q(until_on=None), name="one_open_assignment"
            ),
        ]


class Contact(Record):
    """A parent, carer or other person to contact. `household` groups those at one address."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="contacts")
    title = LineField(max_length=20, blank=True)
    first_name = LineField(max_length=100, blank=True)
    last_name = LineField(max_length=100)
    relationship = LineField(max_length=40)
    parental_responsibility = models.BooleanField(default=False)
    priority = models.PositiveSmallIntegerField(default=1)
    household = models.PositiveSmallIntegerField(
        default=1, help_text="Contacts who live together have the same number"
    )
    address = ProseField(max_length=500, blank=True)
    postcode = LineField(max_length=10, blank=True)
    phone = LineField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    language = LineField(max_length=40, default="English")
    accessible_format = models.CharField(
        max_length=10,
        blank=True,
        choices=[("large", "Large print"), ("easy", "Easy read"), ("audio", "Read aloud")],
    )
    # How letters reach this person; by e-mail only where they chose it themselves.
    letters_by = models.CharField(
        max_length=10,
        default="post",
        choices=[("post", "By post"), ("hand", "By hand, in the school bag"),
                 ("email", "By e-mail, with a link")],
    )  # fmt: skip
    do_not_contact = models.BooleanField(default=False)
    do_not_contact_kind = models.CharField(
        max_length=10,
        blank=True,
        choices=[("court", "A court order"), ("safety", "Somebody’s safety"),
                 ("asked", "The person asked us not to"), ("other", "Another reason")],
    )  # fmt: skip
    do_not_contact_reason = ProseField(max_length=500, blank=True)  # court order, safety
    ended_on = models.DateField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "pupil", "title", "first_name", "last_name", "relationship",
         "parental_responsibility", "priority", "household", "address", "postcode", "phone",
         "email", "language", "letters_by", "ended_on"], PERSONAL,
    ) | dict.fromkeys(
        ["accessible_format", "do_not_contact", "do_not_contact_kind", "do_not_contact_reason"],
        SPECIAL,
    )  # fmt: skip

    class Meta:
        ordering = ["priority", "pk"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


class Share(UserObjectPermissionBase):
    """One person let in on one case: guardian's direct-key grant, with an end and a reason.

    Made and ended only by pupils.sharing; asked only through visible_to.
    """

    content_object = models.ForeignKey(Pupil, models.PROTECT, related_name="shares")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    from_on = models.DateField(default=moment.today)
    until_on = models.DateField()
    reason = ProseField(max_length=1000)
    consent_note = ProseField(max_length=1000)  # who agreed, when, how: or which ground overrides
    # Where it rests on a recorded consent: withdrawn, the share ends with it.
    consent = models.ForeignKey(
        "pupils.Consent", models.PROTECT, null=True, blank=True, related_name="shares"
    )
    includes_plan = models.BooleanField(default=False)
    includes_referral = models.BooleanField(default=False)
    includes_provision = models.BooleanField(default=False)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=moment.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ShareQuerySet.as_manager()  # type: ignore[assignment,misc]
    PRIVACY = dict.fromkeys(
        ["id", "school", "permission", "from_on", "until_on", "granted_by", "granted_at",
         "ended_at", "ended_by", "includes_plan", "includes_referral",
         "includes_provision"], NEUTRAL,
    ) | {
        "user": PERSONAL, "content_object": PERSONAL, "reason": SPECIAL, "consent_note": SPECIAL,
        "consent": PERSONAL,
    }  # fmt: skip

    class Meta(UserObjectPermissionBase.Meta):
        # A second grant after an ended one is a new row: guardian's own uniqueness does not hold.
        unique_together = []
        indexes = [models.Index(fields=["user", "until_on"], name="share_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object"],
                condition=Q(ended_at=None),
                name="one_open_share_per_person_and_pupil",
            ),
            ends_after_start("share_ends_after_start"),
        ]


class Document(Record):
    """A file about a pupil, in private storage, opened only through a permission check."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="documents")
    title = LineField(max_length=200)
    media_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="unused", max_length=120)  # pupils.documents names it
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # What it is a print of decides who may open it: the permission a person must hold.
    needs = models.CharField(max_length=40)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()
    PRIVACY = (
        RECORD_PRIVACY
        | dict.fromkeys(["school", "media_type", "file", "size", "sha256", "needs"], NEUTRAL)
        | {"pupil": PERSONAL, "title": SPECIAL, "made_by": PERSONAL}
    )

    def __str__(self):
        return self.title


class ChronologyEntry(models.Model):
    """One line of a pupil's story, written by the service that made the change."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="chronology")
    on = models.DateField()  # when it happened
    written_at = models.DateTimeField(default=moment.now)
    summary = LineField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    needs = models.CharField(max_length=40)  # the permission a reader must hold at this school

    objects = ChronologyQuerySet.as_manager()
    PRIVACY = {
        "id": NEUTRAL,
        "school": NEUTRAL,
        "pupil": PERSONAL,
        "on": PERSONAL,
        "written_at": NEUTRAL,
        "summary": SPECIAL,
        "url": NEUTRAL,
        "needs": NEUTRAL,
    }

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["pupil", "-on", "-id"], name="chronology_pupil_on")]
