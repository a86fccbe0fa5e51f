"""The words of a digest: a person's own things, those they stand in for, those of others that come
to them. No word names a child.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.dateformat import format as written

from accounts.models import User
from accounts.permissions import Role
from reminders.kinds import kinds
from reminders.morning import Morning, Row
from reminders.wishes.days import comes_anyway, is_one

MOST_OF_OTHERS = 20  # lines; the page shows all
# Whose it is, in the first of these roles that they hold; with the school's own titles.
TITLES = {
    Role.HEAD: "the head", Role.SENCO: "the {senco}", Role.TEACHER: "the {teacher}",
    Role.SUPPORT: "support staff", Role.OFFICE: "the office",
}  # fmt: skip
OWN, LENT, OTHERS = "own", "lent", "others"


@dataclass(frozen=True)
class Part:
    """Rows under one heading. what: OWN, LENT or OTHERS; away: who is stood in for."""

    morning: Morning
    what: str
    rows: list[Row]
    away: int | None = None


def parts(person: int, morning: Morning, weekdays: str | None) -> list[Part]:
    """What this school's morning has for the person on the days they chose."""
    own = [Part(morning, OWN, morning.own(person))]
    lent = [Part(morning, LENT, rows, away) for away, rows in morning.lent(person).items()]
    found = [*own, *lent]
    if weekdays and not is_one(morning.today, weekdays):
        found = [replace(part, rows=[*filter(_anyway(morning), part.rows)]) for part in found]
    return [*found, Part(morning, OTHERS, morning.others(person))]


def _anyway(morning: Morning):
    return lambda row: comes_anyway(row, morning.today, morning.calendar)


def shown(found: list[Part], may_know: set[int]) -> list[dict]:
    """[{school, parts: [{what, title, lines, more}]}] of the rows the person may know."""
    absent = [part.away for part in found if part.away]
    names = dict(User.objects.filter(pk__in=absent).values_list("pk", "name")) if absent else {}
    by_school: dict = defaultdict(list)
    for part in found:
        if rows := [row for row in part.rows if row.pk in may_know]:
            by_school[part.morning.school].append(_part(replace(part, rows=rows), names))
    return [{"school": school, "parts": here} for school, here in by_school.items()]


def _part(part: Part, names: dict[int, str]) -> dict:
    rows = sorted(part.rows, key=lambda row: (row.due_on, row.pk))
    few = rows[:MOST_OF_OTHERS] if part.what == OTHERS else rows
    title = f"For {names[part.away]}, who is away" if part.away else ""
    return {
        "what": part.what,
        "title": "With somebody else" if part.what == OTHERS else title,
        "lines": [_line(row, part) for row in few],
        "count": len(rows),
        "more": len(rows) - len(few),
    }


def _line(row: Row, part: Part) -> dict:
    return {
        "words": kinds[row.kind].words(None),
        "due": written(row.due_on, "D j M Y"),
        "is_late": row.due_on < part.morning.today,
        "with": with_whom(row, part.morning) if part.what == OTHERS else "",
    }


def with_whom(row: Row, morning: Morning) -> str:
    """ "with the class teacher": the role, in the school's own words."""
    if morning.is_nobodys(row):
        return "with nobody at the moment"
    roles = morning.roles[row.owner_id] if row.owner_id else {row.owner_role}
    policy = morning.school.policy
    title = next((words for role, words in TITLES.items() if role in roles), "a colleague")
    return "with " + title.format(senco=policy.senco_title, teacher=policy.teacher_title)


def subject(schools: list[dict]) -> str:
    """How much is theirs to do, or else how much is to be looked at. Numbers only."""
    found = [part for each in schools for part in each["parts"]]
    todo = sum(part["count"] for part in found if part["what"] != OTHERS)
    others = sum(part["count"] for part in found if part["what"] == OTHERS)
    if todo:
        return f"SENDcase: {todo} thing{'' if todo == 1 else 's'} to do"
    return f"SENDcase: {others} thing{'' if others == 1 else 's'} with others to look at"
