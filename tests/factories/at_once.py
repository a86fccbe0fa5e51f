"""Two people in the same moment. Only PostgreSQL lets them in at once."""

import threading
from collections.abc import Callable
from contextvars import copy_context

import pytest
from django.db import connection, transaction

only_postgres = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one in at a time"),
]
WAITS = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND datname = current_database()
"""


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return cursor.fetchone()[0] > 0


def at_once(
    first: Callable[[], object],
    second: Callable[[], object],
    then: Callable[[], object] = lambda: None,
):
    """first() has not committed when second() comes; it does then(), and commits, as soon as the
    second waits for it or has gone through. Returns what second() returned.
    """
    begun, ended, failed = threading.Event(), threading.Event(), []

    def hold():
        try:
            with transaction.atomic():
                first()
                begun.set()
                while not (somebody_waits() or ended.is_set()):
                    pass
                then()
        except Exception as wrong:
            failed.append(wrong)
        finally:
            connection.close()

    # The day that a test pretends holds for both.
    thread = threading.Thread(target=copy_context().run, args=[hold])
    thread.start()
    assert begun.wait(20), f"the first failed: {failed}"
    try:
        return second()
    finally:
        ended.set()
        thread.join(20)
        assert not failed, f"the first failed: {failed}"
