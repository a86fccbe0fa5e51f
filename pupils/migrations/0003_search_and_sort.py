"""Indexes for the orders of the list, and on PostgreSQL one of trigrams for parts of a name.

Where the database has no pg_trgm, or its user may not create the extension, search works without
it: slower at tens of thousands of pupils, equal in what it finds (docs/operators/production.md).
"""

import logging

from django.db import DatabaseError, migrations, models, transaction

logger = logging.getLogger(__name__)
EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
INDEX = (
    "CREATE INDEX IF NOT EXISTS pupil_search_trigrams ON pupils_pupil "
    "USING gin (search_text gin_trgm_ops, upn gin_trgm_ops)"
)


def add_trigrams(apps, editor) -> bool:
    """Whether the index is there now."""
    if editor.connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using=editor.connection.alias), editor.connection.cursor() as cursor:
            cursor.execute(EXTENSION)
            cursor.execute(INDEX)
    except DatabaseError as refused:
        logger.warning("Search runs without its trigram index: %s", str(refused).splitlines()[0])
        return False
    return True


def drop_trigrams(apps, editor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS pupil_search_trigrams")


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
