"""A form is offered once somebody looked through its places; one may be filled from a request."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def forwards(apps, schema_editor):
    """Whose they are, as their review says."""
    FilledForm = apps.get_model("ehcp", "FilledForm")
    Review = apps.get_model("ehcp", "AnnualReview")
    of = Review.objects.filter(pk=OuterRef("review"))
    FilledForm.objects.update(
        school=Subquery(of.values("school")), pupil=Subquery(of.values("pupil"))
    )


def to(model, **given):
    return models.ForeignKey(model, django.db.models.deletion.PROTECT, related_name="+", **given)


class Migration(migrations.Migration):
    dependencies = [
        ("ehcp", "0007_review_planning_told_of"),
        ("pupils", "0014_consents_in_error"),
        ("schools", "0012_reviews_of_ehc_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "authorityform", "checked_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "authorityform", "checked_by", to(settings.AUTH_USER_MODEL, blank=True, null=True)
        ),
        migrations.AddField("filledform", "school", to("schools.school", null=True)),
        migrations.AddField("filledform", "pupil", to("pupils.pupil", null=True)),
        migrations.AddField(
            "filledform", "request",
            models.ForeignKey(
                "ehcp.assessmentrequest", django.db.models.deletion.PROTECT,
                related_name="filled_forms", blank=True, null=True,
            ),
        ),
        migrations.AlterField(
            "filledform", "review",
            models.ForeignKey(
                "ehcp.annualreview", django.db.models.deletion.PROTECT,
                related_name="filled_forms", blank=True, null=True,
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AlterField("filledform", "school", to("schools.school")),
        migrations.AlterField("filledform", "pupil", to("pupils.pupil")),
        migrations.AddConstraint(
            "filledform",
            models.CheckConstraint(
                name="filled_for_a_review_or_a_request",
                condition=Q(review=None, request__isnull=False)
                | Q(review__isnull=False, request=None),
            ),
        ),
    ]  # fmt: skip
