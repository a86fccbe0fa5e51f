"""Indexes for the orders of the list, and on PostgreSQL one of trigrams (pupils.trigrams)."""

from django.db import migrations, models

from pupils import trigrams


def add_trigrams(apps, editor) -> None:
    trigrams.add(editor)


def drop_trigrams(apps, editor) -> None:
    trigrams.drop(editor)


class Migration(migrations.Migration):
    dependencies = [("pupils", "0002_imports")]
    operations = [
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(fields=["school", "year", "sort_key"], name="pupil_school_year"),
        ),
        migrations.AddIndex(
            model_name="pupil",
            index=models.Index(
                fields=["school", "born_on", "sort_key", "id"], name="pupil_school_born"
            ),
        ),
        migrations.RunPython(add_trigrams, drop_trigrams),
    ]
