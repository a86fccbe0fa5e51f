"""Each referral keeps its days. For those there are: what the policy says now."""

from django.conf import settings
from django.db import migrations, models



def forwards(apps, schema_editor):
    Referral = apps.get_model("referrals", "Referral")
    Policy = apps.get_model("schools", "Policy")
    names = ("school", "referral_answer_days", "tell_parents_days", "plan_write_days")
    for school, answer, tell, plan in Policy.objects.values_list(*names):
        sent = Referral.objects.filter(school=school).exclude(submitted_at=None)
        sent.update(answer_days=answer, tell_days=tell, plan_days=plan)



class Migration(migrations.Migration):

    dependencies = [
        ('pupils', '0001_initial'),
        ('referrals', '0001_initial'),
        ('register', '0002_days_of_the_entry'),
        ('schools', '0003_policy_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='referral',
            name='answer_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='plan_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='referral',
            name='tell_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
