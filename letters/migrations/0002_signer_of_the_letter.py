"""Each letter keeps its signer and its days. For those there are: what the policy says now."""

from django.conf import settings
from django.db import migrations, models



def forwards(apps, schema_editor):
    Letter = apps.get_model("letters", "Letter")
    Policy = apps.get_model("schools", "Policy")
    facts = Policy.objects.values_list("school", "letters_signed_by", "letter_answer_days")
    for school, signer, days in facts:
        letters = Letter.objects.filter(school=school)
        letters.update(signed_by=signer)
        letters.exclude(issued_on=None).update(answer_days=days)



class Migration(migrations.Migration):

    dependencies = [
        ('letters', '0001_initial'),
        ('pupils', '0001_initial'),
        ('schools', '0003_policy_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='answer_days',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='signed_by',
            field=models.CharField(choices=[('senco', 'SENCO'), ('head', 'Head')], default='senco', max_length=20),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
