"""The first rows of each group of Today. Which rows somebody may see, the ORM says; the few that
are shown are asked for by hand: to put their twenty columns of three tables together anew each time
took longer than the database took to find them.
"""

from django.core.exceptions import EmptyResultSet
from django.db import connection

from reminders.grouping import PlaceInGroup, group_sql
from sendcase.among import ARRAY, LIST

SHOWN = 8  # rows of a group before "see all"
NAMES = (
    "legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name",
)  # fmt: skip
# Just what a line shows, as plain values: whole rows of five tables are dear.
ABOUT = (
    "pk", "kind", "object_id", "due_on", "is_waiting", "put_off_until", "is_legal", "rule",
    "put_off_why", "given_why", "pupil_id", *(f"pupil__{name}" for name in NAMES),
    "pupil__class_group__name",
)  # fmt: skip
OWNER = ("owner_id", "owner_role")
TABLES = """
    FROM reminders_deadline due
    LEFT JOIN pupils_pupil pupil ON pupil.id = due.pupil_id
    LEFT JOIN schools_classgroup held ON held.id = pupil.class_group_id
"""
# What stands before the last pair of underscores → the table as it is called there.
CALLED = {"": "due", "pupil": "pupil", "pupil__class_group": "held"}


def first_of_each(filters) -> list[dict]:
    """ABOUT, OWNER and group of the first SHOWN rows of each group, the first due first. One query.

    filters: reminders.filters.Filters.
    """
    today = filters.reader.today
    placed = filters.narrowed().order_by().annotate(place=PlaceInGroup(today))
    try:
        sql, given = placed.values("pk", "place").query.sql_with_params()
    except EmptyResultSet:  # nothing fits what was asked
        return []
    names = [*ABOUT, *OWNER, "group"]
    group = group_sql("due.put_off_until", "due.due_on", "due.is_waiting", today)
    columns = ", ".join([*map(_column, names[:-1]), group])
    begin, end = ARRAY if connection.vendor == "postgresql" else LIST
    first = f"{begin}SELECT pk FROM ({sql}) placed WHERE place <= {SHOWN}{end}"
    asked = f"SELECT {columns} {TABLES} WHERE due.id {first} ORDER BY due.due_on, due.id"
    with connection.cursor() as cursor:
        cursor.execute(asked, given)
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _column(name: str) -> str:
    """pupil__class_group__name → held.name"""
    table, _, column = name.rpartition("__")
    return f"{CALLED[table]}.{'id' if column == 'pk' else column}"
