"""The policy can be changed, and every state of it is kept. The first is how it is now."""

import hashlib
import json

import django.db.models.deletion
import sendcase.moment
import sendcase.text
from django.conf import settings
from django.db import migrations, models



RULES = (
    "referral_name", "register_name", "senco_title", "teacher_title", "referral_answer_days",
    "tell_parents_days", "letter_answer_days", "plan_write_days", "register_review_weeks",
    "reminder_lead_days", "digest_hour", "letters_signed_by",
)  # fmt: skip
KIND = (
    "code", "name", "short_name", "layout", "targets_least", "targets_most", "review_weeks",
    "agreed_by",
)  # fmt: skip
STAGE = (
    "code", "name", "description", "on_register", "census_code", "is_referral_start",
    "is_monitoring",
)  # fmt: skip


def facts(row, names) -> dict:
    return {name: getattr(row, name) for name in names}


def content_of(policy) -> str:
    """Schema 1 of schools.policy.snapshot, as it was on the day of this migration."""
    school = policy.school
    value = {
        "rules": facts(policy, RULES),
        "areas": [
            facts(row, ("code", "name")) | {"is_used": True}
            for row in school.areas.order_by("order")
        ],
        "kinds": [
            facts(row, KIND) | {"second_approver": False, "closed_on": None}
            for row in school.plan_kinds.order_by("order")
        ],
        "stages": [
            facts(row, STAGE)
            | {"plan_kinds": sorted(kind.code for kind in row.plan_kinds.all()), "closed_on": None}
            for row in school.stages.order_by("order")
        ],
    }
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def forwards(apps, schema_editor):
    Policy = apps.get_model("schools", "Policy")
    PolicyVersion = apps.get_model("schools", "PolicyVersion")
    for policy in Policy.objects.select_related("school"):
        text = content_of(policy)
        PolicyVersion.objects.create(
            school=policy.school,
            number=1,
            from_on=policy.created_at.date(),
            words="The policy the school began with.",
            schema=1,
            content=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )



class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0002_logo_apart'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='area',
            name='is_used',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='plankind',
            name='closed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='plankind',
            name='second_approver',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='stage',
            name='closed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(default=sendcase.moment.now)),
                ('from_on', models.DateField()),
                ('words', sendcase.text.ProseField(max_length=20000)),
                ('schema', models.PositiveSmallIntegerField()),
                ('content', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_versions', to='schools.school')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('school', 'number'), name='one_policy_version_per_number')],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
