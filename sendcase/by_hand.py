"""Questions whose frame is written by hand around a queryset: which rows, the ORM says."""

from django.core.exceptions import EmptyResultSet
from django.db import connection


def ask(words: str, rows, *, first=(), last=(), **pieces) -> list[tuple]:
    """The answer to `words` where the SQL of the queryset `rows` stands for {rows}; one query.

    pieces: further SQL, by name, never what somebody typed. first, last: what stands for the %s
    before {rows} and after it.
    """
    try:
        sql, given = rows.query.sql_with_params()
    except EmptyResultSet:  # nothing fits what was asked
        return []
    with connection.cursor() as cursor:
        cursor.execute(words.format(rows=sql, **pieces), [*first, *given, *last])
        return cursor.fetchall()
