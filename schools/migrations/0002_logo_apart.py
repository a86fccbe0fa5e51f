"""The logo moves to a row of its own: every page reads the school's row, few show the picture."""

import django.db.models.deletion
from django.db import migrations, models


def move(apps, editor):
    School, Logo = apps.get_model("schools", "School"), apps.get_model("schools", "Logo")
    with_one = School.objects.exclude(logo=None).values_list("pk", "logo")
    for pk, png in with_one.iterator():
        Logo.objects.create(school_id=pk, png=bytes(png))


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("png", models.BinaryField()),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logo_row",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="school", name="logo"),
    ]
