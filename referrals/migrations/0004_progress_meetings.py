import django.db.models.deletion
import sendcase.moment
import sendcase.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pupils', '0008_scores'),
        ('referrals', '0003_sent_referrals_keep_their_days'),
        ('schools', '0006_progress_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgressMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=sendcase.moment.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('held_on', models.DateField(default=sendcase.moment.today)),
                ('present', sendcase.text.LineField(blank=True, max_length=300)),
                ('note', sendcase.text.ProseField(blank=True, max_length=3000)),
                ('state', models.CharField(choices=[('open', 'Open'), ('finished', 'Finished')], default='open', max_length=8)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('class_group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='schools.classgroup')),
                ('finished_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('led_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ProgressRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=sendcase.moment.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('judgement', models.CharField(blank=True, choices=[('concern', 'Concern'), ('watch', 'Watch'), ('same', 'No change')], max_length=8)),
                ('note', sendcase.text.ProseField(blank=True, max_length=2000)),
                ('action', sendcase.text.LineField(blank=True, max_length=300)),
                ('action_by', sendcase.text.LineField(blank=True, max_length=120)),
                ('decide_by', models.DateField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decided_how', sendcase.text.ProseField(blank=True, max_length=1000)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='referrals.progressmeeting')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress_rows', to='pupils.pupil')),
                ('referral', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referral')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='progressmeeting',
            index=models.Index(fields=['school', 'class_group', '-held_on'], name='meeting_school_class'),
        ),
        migrations.AddConstraint(
            model_name='progressmeeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('class_group',), name='one_open_meeting_per_class'),
        ),
        migrations.AddConstraint(
            model_name='progressmeeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('finished_by', None), ('state', 'open')), models.Q(('finished_at__isnull', False), ('finished_by__isnull', False), ('state', 'finished')), _connector='OR'), name='finished_meetings_say_when_and_by_whom'),
        ),
        migrations.AddIndex(
            model_name='progressrow',
            index=models.Index(fields=['school', 'pupil'], name='progress_row_pupil'),
        ),
        migrations.AddConstraint(
            model_name='progressrow',
            constraint=models.UniqueConstraint(fields=('meeting', 'pupil'), name='each_child_once_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='progressrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('judgement', 'concern'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='a_concern_says_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='progressrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('decided_how', ''), ('decided_on', None)), models.Q(('decide_by__isnull', False), ('decided_by__isnull', False), ('decided_on__isnull', False), models.Q(('decided_how', ''), _negated=True)), _connector='OR'), name='concerns_decided_say_by_whom_and_how'),
        ),
    ]
