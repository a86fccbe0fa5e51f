"""On PostgreSQL, an index of trigrams for parts of a name.

Where the database has no pg_trgm, or its user may not create the extension, search works without
it: slower at tens of thousands of pupils, equal in what it finds (docs/operators/production.md).
"""

import logging

from django.db import DatabaseError, transaction

logger = logging.getLogger(__name__)
EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
INDEX = (
    "CREATE INDEX IF NOT EXISTS pupil_search_trigrams ON pupils_pupil "
    "USING gin (search_text gin_trgm_ops, upn gin_trgm_ops)"
)


def add(editor) -> bool:
    """Whether the index is there now."""
    connection = editor.connection
    if connection.vendor != "postgresql":
        return False
    try:
        with (
            transaction.atomic(using=editor.connection.alias),
            editor.connection.cursor() as cursor,
        ):
            cursor.execute(EXTENSION)
            cursor.execute(INDEX)
    except DatabaseError as refused:
        logger.warning("Search runs without its trigram index: %s", str(refused).splitlines()[0])
        return False
    return True


def drop(editor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS pupil_search_trigrams")
