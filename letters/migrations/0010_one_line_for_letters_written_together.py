"""A batch that waits has one line on Today; the line of each of its letters goes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import migrations
from django.utils import timezone

CHECK_DAYS = 3
LONDON = ZoneInfo("Europe/London")


def forwards(apps, schema_editor):
    Letter = apps.get_model("letters", "Letter")
    Batch = apps.get_model("letters", "Batch")
    Deadline = apps.get_model("reminders", "Deadline")
    waiting = Letter.objects.filter(state__in=["prepared", "approved"]).exclude(batch=None)
    lines = Deadline.objects.filter(kind="check-letter", state="open")
    lines.filter(object_id__in=waiting.values("pk")).update(
        state="dropped", closed_at=timezone.now()
    )
    for batch in Batch.objects.filter(pk__in=waiting.values("batch")):
        begun_on = batch.created_at.astimezone(LONDON).date()
        Deadline.objects.get_or_create(
            kind="check-letters", object_id=batch.pk, state="open",
            defaults={
                "school_id": batch.school_id, "due_on": begun_on + timedelta(days=CHECK_DAYS),
                "rule": f"Letters are checked and sent within {CHECK_DAYS} days.",
                "owner_role": "senco",
            },
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0009_link_mails"),
        ("reminders", "0001_initial"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
