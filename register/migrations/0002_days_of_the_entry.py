"""Each entry keeps the rules of its day. For those there are: what the policy says now."""

from django.db import migrations, models



def forwards(apps, schema_editor):
    Entry = apps.get_model("register", "RegisterEntry")
    Policy = apps.get_model("schools", "Policy")
    Stage = apps.get_model("schools", "Stage")
    for school, days in Policy.objects.values_list("school", "tell_parents_days"):
        Entry.objects.filter(school=school).update(tell_days=days)
    with_plans = Stage.objects.filter(plan_kinds__isnull=False).values("pk")
    Entry.objects.filter(stage__in=with_plans).update(asks_plan=True)



class Migration(migrations.Migration):

    dependencies = [
        ('register', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='registerentry',
            name='asks_plan',
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='registerentry',
            name='tell_days',
            field=models.PositiveSmallIntegerField(default=10),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
