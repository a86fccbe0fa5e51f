"""The two questions behind Today. Which rows somebody may see, the ORM says; what is asked of these
rows is written by hand: to put some twenty columns of several tables together anew for each page
took longer than the database took to find them.
"""

from django.db import connection

from accounts.permissions import Role
from reminders.grouping import PlaceInGroup, group_sql
from sendcase.among import ARRAY, LIST
from sendcase.by_hand import ask

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
TITLES = {
    Role.SENCO: "school__policy__senco_title",
    Role.TEACHER: "school__policy__teacher_title",
}
WHOSE = (*OWNER, "owner__name", *TITLES.values())
GROUPED_BY = ("put_off_until", "due_on", "is_waiting")
COUNTS = """
    SELECT counts.*, person.name, policy.senco_title, policy.teacher_title FROM (
        SELECT {group}, due.kind, due.owner_id, due.owner_role, COUNT(*) FROM ({rows}) due
        GROUP BY 1, 2, 3, 4
    ) counts
    LEFT JOIN accounts_user person ON person.id = counts.owner_id
    LEFT JOIN schools_policy policy ON policy.school_id = %s
"""
FIRST = """
    SELECT {columns}, {group} FROM reminders_deadline due
    LEFT JOIN pupils_pupil pupil ON pupil.id = due.pupil_id
    LEFT JOIN schools_classgroup held ON held.id = pupil.class_group_id
    WHERE due.id {begin}SELECT pk FROM ({rows}) placed WHERE place <= {shown}{end}
    ORDER BY due.due_on, due.id
"""
# What stands before the last pair of underscores → the table as FIRST calls it.
CALLED = {"": "due", "pupil": "pupil", "pupil__class_group": "held"}


def counted(filters) -> list[dict]:
    """How many of filters.rows() there are of each group, kind and WHOSE: a few dozen rows,
    however much is open. filters: reminders.filters.Filters.
    """
    reader = filters.reader
    rows = filters.rows().order_by().values(*GROUPED_BY, "kind", *OWNER)
    names = ("group", "kind", *OWNER, "number", *WHOSE[len(OWNER) :])
    found = ask(COUNTS, rows, group=_group(reader.today), last=[reader.school.pk])
    return [dict(zip(names, row, strict=True)) for row in found]


def first_of_each(filters) -> list[dict]:
    """ABOUT, OWNER and group of the first SHOWN rows of each group, the first due first."""
    today, names = filters.reader.today, (*ABOUT, *OWNER)
    placed = filters.narrowed().order_by().annotate(place=PlaceInGroup(today))
    begin, end = ARRAY if connection.vendor == "postgresql" else LIST
    found = ask(
        FIRST, placed.values("pk", "place"), columns=", ".join(map(_column, names)),
        group=_group(today), begin=begin, end=end, shown=SHOWN,
    )  # fmt: skip
    return [dict(zip((*names, "group"), row, strict=True)) for row in found]


def _group(today) -> str:
    return group_sql(*(f"due.{name}" for name in GROUPED_BY), today)


def _column(name: str) -> str:
    """pupil__class_group__name → held.name"""
    table, _, column = name.rpartition("__")
    return f"{CALLED[table]}.{'id' if column == 'pk' else column}"
