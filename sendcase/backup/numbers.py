"""The numbers that rows get. A restored site goes on counting where the one before had stopped:
the audit log names rows by number, and a number that was used never means another row.
"""

from django.db import connection


def last(model) -> int:
    """The highest number ever given in this table; 0 where it counts none."""
    field = model._meta.auto_field
    if field is None:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table(model)])
            return (cursor.fetchone() or (0,))[0] or 0
        cursor.execute(
            f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence(cursor, model)}"
        )
        return cursor.fetchone()[0]


def go_on_after(model, number: int) -> None:
    """The next row gets a higher number than this."""
    if model._meta.auto_field is None or number < 1:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table(model)])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table(model), number])
        else:
            cursor.execute("SELECT setval(%s, %s)", [sequence(cursor, model), number])


def next_ones(model, count: int) -> list[int]:
    """Take so many numbers for rows that are written by hand; nobody else gets them. In a
    transaction: on SQLite the IMMEDIATE one keeps others out.
    """
    if connection.vendor == "sqlite":
        first = last(model) + 1
        go_on_after(model, first + count - 1)
        return list(range(first, first + count))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(%s::regclass) FROM generate_series(1, %s)",
            [sequence(cursor, model), count],
        )
        return sorted(number for (number,) in cursor.fetchall())


def skip(model, number: int) -> None:
    """The next row gets a higher number than this, and than any before. Each is taken as a row
    would take it: others who write meanwhile still get their own.
    """
    left = number - last(model)
    if left < 1:
        return
    if connection.vendor == "sqlite":
        go_on_after(model, number)
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(nextval(%s::regclass)) FROM generate_series(1, %s)",
            [sequence(cursor, model), left],
        )


def table(model) -> str:
    return model._meta.db_table


def sequence(cursor, model) -> str:
    column = model._meta.auto_field.column
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table(model)}"', column])
    return cursor.fetchone()[0]
