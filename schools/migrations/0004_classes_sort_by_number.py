"""Classes stand as people count: 3 Willow before 10 Oak."""

import re
import unicodedata

from django.db import migrations

import sendcase.text


def key(name: str) -> str:
    """sendcase.text.counting_key, as it was on the day of this migration."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).strip()
    plain = re.sub(r"[^\w ]+", "", plain)[:300]
    return re.sub(r"\d+", lambda found: found[0].zfill(6), plain)[:300]


def forwards(apps, schema_editor):
    ClassGroup = apps.get_model("schools", "ClassGroup")
    for pk, name in ClassGroup.objects.values_list("pk", "name"):
        ClassGroup.objects.filter(pk=pk).update(sort_key=key(name))


class Migration(migrations.Migration):
    dependencies = [("schools", "0003_policy_versions")]
    operations = [
        migrations.AddField(
            model_name="classgroup",
            name="sort_key",
            field=sendcase.text.CountingKeyField(default="", editable=False, max_length=300, of="name"),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="classgroup", options={"ordering": ["sort_key", "pk"]}
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
