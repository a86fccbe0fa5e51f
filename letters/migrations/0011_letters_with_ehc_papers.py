"""A letter with a paper of an EHC plan behind it is opened only by who may open that paper."""

from django.db import migrations


def forwards(apps, schema_editor):
    LetterVersion = apps.get_model("letters", "LetterVersion")
    Document = apps.get_model("pupils", "Document")
    sent = LetterVersion.objects.filter(letter__attachments__needs="ehc_view")
    Document.objects.filter(pk__in=sent.values("document")).update(needs="ehc_view")


class Migration(migrations.Migration):
    dependencies = [("letters", "0010_one_line_for_letters_written_together")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
