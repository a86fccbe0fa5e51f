"""Several reviews of a plan, its decision, the SENCO's check. Outcomes keep the words of then."""

import django.db.models.deletion
import sendcase.moment
import sendcase.text
import uuid
from django.conf import settings
from django.db import migrations, models


WORDS = {
    "not_started": "Not started", "some": "Some progress", "partly": "Partly met", "met": "Met",
    "exceeded": "Exceeded",
}  # fmt: skip


def forwards(apps, schema_editor):
    rows = apps.get_model("iep", "TargetOutcome").objects
    for code, words in WORDS.items():
        rows.filter(outcome=code, words="").update(words=words)


class Migration(migrations.Migration):

    dependencies = [
        ('iep', '0005_bank_and_plain_words'),
        ('register', '0005_stopped_reviews'),
        ('schools', '0009_plan_cycles_checks_and_outcomes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=sendcase.moment.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('period_from', models.DateField()),
                ('period_name', sendcase.text.LineField(max_length=80)),
                ('checked_at', models.DateTimeField(default=sendcase.moment.now)),
                ('finding', models.CharField(choices=[('fine', 'Fine'), ('change', 'Change asked for')], max_length=6)),
                ('note', sendcase.text.ProseField(blank=True, max_length=1000)),
                ('change_by', models.DateField(null=True)),
                ('answer', sendcase.text.ProseField(blank=True, max_length=1000)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='review',
            options={'ordering': ['number']},
        ),
        migrations.AlterModelOptions(
            name='targetoutcome',
            options={'ordering': ['pk']},
        ),
        migrations.AddField(
            model_name='review',
            name='decision',
            field=models.CharField(blank=True, choices=[('keep', 'Carry on with this plan'), ('next', 'Write the next plan'), ('step_up', 'Step up: more support is needed'), ('step_down', 'Step down: less support is needed'), ('close', 'Close this plan')], max_length=10),
        ),
        migrations.AddField(
            model_name='review',
            name='from_entry',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.registerentry'),
        ),
        migrations.AddField(
            model_name='review',
            name='next_review_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='number',
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='review',
            name='reason',
            field=sendcase.text.ProseField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='review',
            name='stage_by',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='stage_reason',
            field=sendcase.text.ProseField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='review',
            name='stage_settled_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='stage_settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='targetoutcome',
            name='evidence',
            field=sendcase.text.ProseField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='targetoutcome',
            name='words',
            field=sendcase.text.LineField(default='', max_length=40),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='review',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='iep.supportplan'),
        ),
        migrations.AlterField(
            model_name='targetoutcome',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='iep.target'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='one_review_per_number'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'close'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='closing_reviews_say_why'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'keep'), _negated=True), ('next_review_on__isnull', False), _connector='OR'), name='carrying_on_has_its_next_day'),
        ),
        migrations.AddConstraint(
            model_name='targetoutcome',
            constraint=models.UniqueConstraint(fields=('review', 'target'), name='one_outcome_per_review_and_target'),
        ),
        migrations.AddField(
            model_name='plancheck',
            name='checked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plancheck',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='iep.supportplan'),
        ),
        migrations.AddField(
            model_name='plancheck',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school'),
        ),
        migrations.AddField(
            model_name='plancheck',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='plancheck',
            constraint=models.UniqueConstraint(fields=('plan', 'period_from'), name='one_check_per_plan_and_period'),
        ),
        migrations.AddConstraint(
            model_name='plancheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finding', 'change'), _negated=True), models.Q(models.Q(('note', ''), _negated=True), ('change_by__isnull', False)), _connector='OR'), name='a_change_asked_for_says_what_and_by_when'),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
