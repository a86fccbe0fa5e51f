import django.db.models.deletion
import sendcase.moment
import sendcase.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pupils', '0007_photos'),
        ('schools', '0006_progress_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=sendcase.moment.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('test', sendcase.text.LineField(max_length=80)),
                ('test_key', models.CharField(editable=False, max_length=80)),
                ('kind', models.CharField(choices=[('standardised', 'Standardised score'), ('scaled', 'Scaled score'), ('age', 'Age, such as a reading age'), ('raw', 'Marks'), ('word', 'Teacher’s assessment, in words')], max_length=12)),
                ('tenths', models.IntegerField(blank=True, null=True)),
                ('word', sendcase.text.LineField(blank=True, max_length=60)),
                ('taken_on', models.DateField()),
                ('source', sendcase.text.LineField(blank=True, max_length=120)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='pupils.pupil')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.school')),
            ],
            options={
                'ordering': ['-taken_on', '-pk'],
                'indexes': [models.Index(fields=['school', 'pupil', '-taken_on', '-id'], name='score_school_pupil')],
                'constraints': [models.UniqueConstraint(fields=('pupil', 'test_key', 'kind', 'taken_on'), name='one_score_per_test_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'word'), ('tenths', None), models.Q(('word', ''), _negated=True)), models.Q(models.Q(('kind', 'word'), _negated=True), ('tenths__isnull', False), ('word', '')), _connector='OR'), name='score_is_a_number_or_a_word'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'standardised'), _negated=True), models.Q(('tenths__gte', 400), ('tenths__lte', 1600)), _connector='OR'), name='standardised_scores_are_40_to_160'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'scaled'), _negated=True), models.Q(('tenths__gte', 800), ('tenths__lte', 1200)), _connector='OR'), name='scaled_scores_are_80_to_120')],
            },
        ),
    ]
