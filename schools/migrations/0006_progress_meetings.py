from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0005_photos_of_pupils'),
    ]

    operations = [
        migrations.AddField(
            model_name='policy',
            name='progress_meetings',
            field=models.CharField(choices=[('half_term', 'Each half-term'), ('term', 'Each term'), ('none', 'Not used')], default='none', max_length=10),
        ),
    ]
