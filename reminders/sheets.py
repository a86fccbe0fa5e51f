"""What is due as a file: all of Today by its groups, or one group, as the filters say."""

from django.db.models import Q
from django.http import Http404

from accounts.permissions import Permission as P
from pupils.querysets import pupil_scope
from reminders import today as day
from reminders.filters import Filters, logged
from reminders.grouping import GROUPS, group_filter
from schools.sheets import answer, list_file, named, school_to_take
from sendcase.sheets import MOST_ROWS, Sheet

HEADINGS = ["Group", "Task", "Class", "Due", "By law", "Whose", "Put off until", "Why put off",
            "Given by hand", "Why this day"]  # fmt: skip


def asked(request) -> dict:
    group = request.GET.get("group", "")
    return {**logged(request), **({"group": group} if group else {}), **request.sheet}


@list_file(detail=asked)
def due_sheet(request, school, kind):
    school = school_to_take(request, school, P.DEADLINE_OWN)
    group = request.GET.get("group", "")
    if group and group not in GROUPS:
        raise Http404
    reader = day.Reader(request.user, school)
    rows = rows_of(Filters(reader, request.GET), [group] if group else GROUPS)
    back = f"/{school.slug}/today/" + (f"{group}/" if group else "")
    return answer(request, kind, rows, lambda found: sheet_of(found, reader), back,
                  "to one person or kind of task")  # fmt: skip


def rows_of(filters, groups) -> list[tuple]:
    """(group, day.COLUMNS) of what may leave, group by group as on Today. A query for each."""
    reader = filters.reader
    mine = Q(pupil=None) | pupil_scope(reader.user, P.LIST_EXPORT, "pupil__")
    due = filters.narrowed().filter(mine).order_by("due_on", "pk").values(*day.COLUMNS)
    return [
        (name, row)
        for name in groups
        for row in due.filter(group_filter(name, reader.today))[: MOST_ROWS + 1]
    ]


def sheet_of(found, reader) -> Sheet:
    names = day.names_in(row for _, row in found)
    rows = [cells(group, row, day.line(row, reader, names)) for group, row in found]
    name = named(reader.school, "due")
    return Sheet(name, "What is due", HEADINGS, rows)


def cells(group: str, row: dict, line: dict) -> list:
    put_off = row["put_off_until"] if line["off_until"] else ""
    by_law = "Yes" if line["is_legal"] else ""
    return [GROUPS[group][0], line["text"], line["class"], row["due_on"], by_law, line["owner"],
            put_off, line["off_why"], line["given_why"], line["rule"]]  # fmt: skip
