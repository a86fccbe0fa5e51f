"""A public document: live sections and costs, approvals, and each version that was published."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.public import outlines
from reports.public.querysets import OfDocumentQuerySet, PublicDocumentQuerySet
from schools.models import School
from sendcase import moment
from sendcase.frozen.models import VERSION_PRIVACY, Version
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField, ProseField

User = settings.AUTH_USER_MODEL


class PublicDocument(Record):
    """drafting → approved by the head → approved by the governors → published → drafting again.

    One row per school and outline: what is on the website is its newest version, whatever is being
    written, unless it was taken down.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", "Being written"
        APPROVED = "approved", "Approved by the head"
        MINUTED = "minuted", "Approved by the governors"
        PUBLISHED = "published", "Published"

    school = models.ForeignKey(School, models.PROTECT, related_name="public_documents")
    outline = models.CharField(max_length=40, choices=[(key, key) for key in outlines.KEYS])
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTING)
    begun_on = models.DateField(default=moment.today)  # of the text that is written now
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # The governing body's approval is recorded, not given here: the day of the meeting, who
    # minuted it, and where it stands.
    governors_on = models.DateField(null=True)
    minuted_by = LineField(max_length=120, blank=True)
    minute = LineField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)  # the newest version
    taken_down_at = models.DateTimeField(null=True)  # since then nothing is on the website
    taken_down_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_down_why = LineField(max_length=200, blank=True)

    objects = PublicDocumentQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "outline", "state", "begun_on", "begun_by", "approved_on", "approved_by",
         "governors_on", "minute", "recorded_by", "published_on", "taken_down_at", "taken_down_by",
         "taken_down_why"], NEUTRAL,
    ) | {"minuted_by": PERSONAL}  # fmt: skip

    class Meta:
        app_label = "reports"
        ordering = ["school", "outline"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "outline"], name="one_public_document_per_outline"
            ),
            models.CheckConstraint(
                name="approved_public_documents_say_by_whom",
                condition=Q(state="drafting")
                | Q(approved_on__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="minuted_public_documents_say_when",
                condition=Q(state__in=["drafting", "approved"])
                | Q(governors_on__isnull=False) & ~Q(minuted_by=""),
            ),
            models.CheckConstraint(
                name="published_public_documents_say_when",
                condition=~Q(state="published") | Q(published_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.about.title

    @property
    def about(self) -> outlines.Outline:
        return outlines.read(self.outline)

    def get_absolute_url(self):
        return f"/public-documents/{self.pk}/"


class PublicSection(Record):
    """What stands under one heading. checked_on: when somebody last said that it is so.

    carried_on: the day of the publication it was carried over from, until somebody looked at it.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    document = models.ForeignKey(PublicDocument, models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=30)
    name = LineField(max_length=120, blank=True)  # its title, where the school gives one
    words = ProseField(max_length=10_000, blank=True)
    checked_on = models.DateField(null=True)
    carried_on = models.DateField(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfDocumentQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "document", "key", "name", "words", "checked_on", "carried_on", "written_by"],
        NEUTRAL,
    )  # fmt: skip

    class Meta:
        app_label = "reports"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="one_public_section_per_key")
        ]


class BudgetLine(Record):
    """What one activity costs in one school year. pence: what is budgeted, 0 for none."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    document = models.ForeignKey(PublicDocument, models.PROTECT, related_name="budget")
    activity = LineField(max_length=150)
    year = models.PositiveSmallIntegerField()  # in which the school year begins: 2026 for 2026/27
    pence = models.PositiveIntegerField()

    objects = OfDocumentQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "document", "activity", "year", "pence"], NEUTRAL
    )

    class Meta:
        app_label = "reports"
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "activity", "year"], name="one_cost_per_activity_and_year"
            )
        ]

    def __str__(self):
        return self.activity

    def get_absolute_url(self):
        return f"/public-documents/{self.document_id}/sections/budget/"


class PublicPdf(models.Model):
    """The paper of a version. Of no child, so no Document of a pupil; kept in the database, where
    it cannot be lost apart from its version. Frozen by triggers, as the versions are.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    PRIVACY = dict.fromkeys(["id", "school", "data", "sha256"], NEUTRAL)

    class Meta:
        app_label = "reports"


class PublicVersion(Version):
    """What was published on a day, as page and PDF. It was written for everybody to read."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    of = models.ForeignKey(PublicDocument, models.PROTECT, related_name="versions")
    document = models.OneToOneField(PublicPdf, models.PROTECT, related_name="+")
    published_on = models.DateField()

    objects = OfDocumentQuerySet.as_manager()
    PRIVACY = VERSION_PRIVACY | {
        "school": NEUTRAL, "of": NEUTRAL, "content": NEUTRAL, "published_on": NEUTRAL,
    }  # fmt: skip

    class Meta(Version.Meta):
        app_label = "reports"
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="public_version_number")
        ]

    def get_absolute_url(self):
        return f"/public-documents/{self.of_id}/versions/{self.number}/"
