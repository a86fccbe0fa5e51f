"""The tables of this version: at once from the models where the database has none, else by its
migrations.

Django draws all models anew after most steps of a migration; all of them together took 133 seconds
of processor on an empty database (2026-11-28), the same tables from the models take a few. Both
come to the same tables: tests/sendcase/test_upgrade.py holds them beside each other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# What no model says and a migration makes; each takes a schema editor. From AppConfig.ready().
besides: list[Callable] = []
LOCK = 5_113_020  # of two that start at once


def bring_up(verbosity: int) -> None:
    """Any number of times. Triggers come with the signal that each of both ways ends with."""
    if not connection.introspection.table_names():
        _make(verbosity)
    call_command("migrate", interactive=False, verbosity=verbosity)


def _make(verbosity: int) -> None:
    """All of it or nothing: cut off, the next start finds an empty database again. SQLite looks at
    foreign keys only outside a transaction, so it stops before this one begins.
    """
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite lets one in at a time by itself
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if connection.introspection.table_names():
            return  # another start was quicker
        with _without_migrations():
            call_command("migrate", run_syncdb=True, interactive=False, verbosity=verbosity)
        with connection.schema_editor() as editor:
            for add in besides:
                add(editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in sorted(MigrationLoader(connection).disk_migrations):
            recorder.record_applied(app, name)


@contextmanager
def _without_migrations() -> Iterator[None]:
    before = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {each.label: None for each in apps.get_app_configs()}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
