"""Each plan keeps the rules of its kind. For those there are: what the policy says now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models



def forwards(apps, schema_editor):
    Plan = apps.get_model("iep", "SupportPlan")
    PlanKind = apps.get_model("schools", "PlanKind")
    for kind in PlanKind.objects.all():
        Plan.objects.filter(kind=kind).update(
            layout=kind.layout,
            targets_least=kind.targets_least,
            targets_most=kind.targets_most,
            agreed_by_role=kind.agreed_by,
        )



class Migration(migrations.Migration):

    dependencies = [
        ('iep', '0001_initial'),
        ('pupils', '0001_initial'),
        ('register', '0002_days_of_the_entry'),
        ('schools', '0003_policy_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='supportplan',
            name='agreed_by_role',
            field=models.CharField(choices=[('teacher', 'Teacher'), ('senco', 'SENCO')], default='teacher', max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='supportplan',
            name='changes_agreed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supportplan',
            name='first_agreed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='supportplan',
            name='first_agreed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='supportplan',
            name='layout',
            field=models.CharField(choices=[('area', 'By area of need (Appendix B)'), ('learning', 'Learning (Appendix C)'), ('plain', 'Learning Plan or SEND Support Plan')], default='plain', max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='supportplan',
            name='needs_second',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='supportplan',
            name='targets_least',
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='supportplan',
            name='targets_most',
            field=models.PositiveSmallIntegerField(default=4),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
