"""What is done on a ground of safety stands in no timeline (docs/decisions/agencies.md). Lines that
earlier versions wrote about such a request or letter go; the page and the log keep what happened.
"""

from django.db import migrations


def forwards(apps, schema_editor):
    Entry = apps.get_model("pupils", "ChronologyEntry")
    Request = apps.get_model("agencies", "AgencyRequest")
    Letter = apps.get_model("letters", "Letter")
    requests = Request.objects.filter(consent=None).exclude(ground="")
    urls = [f"/agency-requests/{number}/" for number in requests.values_list("pk", flat=True)]
    outside = Letter.objects.exclude(other_name="").values_list("pk", "facts")
    urls += [f"/letters/{number}/" for number, facts in outside.iterator()
             if str(facts.get("ground", "")).strip()]  # fmt: skip
    for start in range(0, len(urls), 500):
        Entry.objects.filter(url__in=urls[start : start + 500]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_refusal"),
        ("letters", "0011_letters_with_ehc_papers"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
