"""Reading several tables as they were in one moment, while others go on writing."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """All that is read in here is of one moment, and nobody waits for us. Nothing may be written.

    Also as a decorator: `@one_moment()`. Begin it outside a transaction: inside one that runs
    already, PostgreSQL shows what others save between two of its statements.
    """
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode
