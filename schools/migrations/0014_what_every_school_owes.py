"""Schools that are here already get the rows that the law asks of every school."""

from django.db import migrations

OF_EVERY_SCHOOL = ("information-report", "parents-report", "senco-qualification")


def forwards(apps, schema_editor):
    School = apps.get_model("schools", "School")
    Obligation = apps.get_model("schools", "Obligation")
    Obligation.objects.bulk_create(
        Obligation(school=school, kind=kind)
        for school in School.objects.order_by("pk")
        for kind in OF_EVERY_SCHOOL
    )


def backwards(apps, schema_editor):
    apps.get_model("schools", "Fulfilment").objects.all().delete()
    apps.get_model("schools", "Obligation").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("schools", "0013_obligations")]

    operations = [migrations.RunPython(forwards, backwards)]
