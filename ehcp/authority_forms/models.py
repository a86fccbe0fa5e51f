"""The authority's own Word form: uploaded once, its fields marked with our names, then filled."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ehcp.querysets import FileQuerySet
from schools.models import School
from sendcase.models import NEUTRAL, PERSONAL, RECORD_PRIVACY, Record
from sendcase.text import LineField

User = settings.AUTH_USER_MODEL


class FormQuerySet(models.QuerySet):
    """No child stands in an empty form; it belongs to the school."""

    def visible_to(self, user):
        from accounts.access import schools_granting
        from accounts.permissions import Permission

        return self.filter(school__in=schools_granting(user, Permission.EHC_VIEW))


class AuthorityForm(Record):
    """fields: {mark in the file: our name}. A new upload replaces the old; filled ones stay."""

    school = models.ForeignKey(School, models.PROTECT, related_name="authority_forms")
    name = LineField(max_length=200)
    local_authority = LineField(max_length=120, blank=True)
    file = models.FileField(upload_to="unused", max_length=120)  # the service names it
    sha256 = models.CharField(max_length=64)
    fields = models.JSONField(default=dict)
    # Somebody looked through its places: only then is it offered to be filled.
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = FormQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "name", "local_authority", "file", "sha256", "fields", "uploaded_by",
         "checked_at", "checked_by", "replaced_at"], NEUTRAL,
    )  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_form_per_name",
                fields=["school", "name"],
                condition=Q(replaced_at=None),
            )
        ]


class FilledForm(Record):
    """A form filled from a review or from a request for an assessment: the Word file and when."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("pupils.Pupil", models.PROTECT, related_name="+")
    review = models.ForeignKey(
        "ehcp.AnnualReview", models.PROTECT, null=True, blank=True, related_name="filled_forms"
    )
    request = models.ForeignKey(
        "ehcp.AssessmentRequest", models.PROTECT, null=True, blank=True, related_name="filled_forms"
    )
    form = models.ForeignKey(AuthorityForm, models.PROTECT, related_name="filled")
    document = models.ForeignKey("pupils.Document", models.PROTECT, related_name="+")
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FileQuerySet.as_manager()
    PRIVACY = RECORD_PRIVACY | dict.fromkeys(
        ["school", "form", "document", "filled_by"], NEUTRAL
    ) | dict.fromkeys(["pupil", "review", "request"], PERSONAL)  # fmt: skip

    class Meta:
        app_label = "ehcp"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="filled_for_a_review_or_a_request",
                condition=Q(review=None, request__isnull=False)
                | Q(review__isnull=False, request=None),
            )
        ]
