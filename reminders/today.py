"""What now? The page each role opens first: its deadlines as sentences, and what the apps add."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.dateformat import format as written

from accounts.access import may
from accounts.permissions import Permission, Role
from reminders.kinds import kinds
from reminders.models import Deadline
from sendcase import moment

SHOWN = 15  # rows of a group before "see all"
SHOWN_WITH = ("pupil__class_group", "owner", "school__policy")
FEW = 120  # open rows that one query may bring whole
COLUMNS = (
    "kind", "object_id", "due_on", "is_waiting", "rule", "owner_role", "school__policy",
    "owner__name", "pupil__legal_first_name", "pupil__legal_last_name",
    "pupil__preferred_first_name", "pupil__preferred_last_name", "pupil__class_group__name",
    "school__policy__senco_title", "school__policy__teacher_title",
)  # fmt: skip
GROUPS = {
    "late": ("Late", "late"),
    "week": ("Due in the next seven days", "soon"),
    "waiting": ("Waiting for others", "plain"),
    "later": ("Later", "plain"),
}


@dataclass(frozen=True)
class Section:
    """A list another app adds to Today.

    lines(user, school) → [{text, url, verb, status}]; a section without lines is not shown
    unless it has `empty` words.
    """

    key: str
    title: str
    order: int
    needs: Permission
    lines: Callable[[object, object], list[dict]]
    empty: str = ""


sections: dict[str, Section] = {}


def add_section(section: Section) -> None:
    sections[section.key] = section


def group_filter(name: str, today: date) -> Q:
    late, waiting = Q(due_on__lt=today), Q(is_waiting=True)
    week = Q(due_on__gte=today, due_on__lte=today + timedelta(days=7))
    return {
        "late": late,
        "week": week & ~waiting,
        "waiting": waiting & ~late,
        "later": Q(due_on__gt=today + timedelta(days=7)) & ~waiting,
    }[name]


def open_deadlines(user, school, *, everyone: bool):
    rows = Deadline.objects.visible_to(user) if everyone else Deadline.objects.mine(user)
    return rows.filter(school=school).open()


def groups(user, school, *, everyone: bool) -> list[dict]:
    """Late, this week, waiting, later: each with its count and its first rows.

    Two queries while little is open; one more for each group where a lot is.
    """
    today, rows = moment.today(), open_deadlines(user, school, everyone=everyone)
    counts = rows.aggregate(
        **{f"n_{name}": Count("pk", filter=group_filter(name, today)) for name in GROUPS}
    )
    few = sum(counts.values()) <= FEW
    found = first_rows(rows, FEW) if few else []
    shown = []
    for name, (title, status) in GROUPS.items():
        count = counts[f"n_{name}"]
        if few:
            mine = [row for row in found if group_of(row, today) == name][:SHOWN]
        else:
            mine = first_rows(rows.filter(group_filter(name, today)), SHOWN) if count else []
        lines = [line(row, user, today) for row in mine]
        shown.append({"name": name, "title": title, "status": status, "count": count,
                      "rows": lines, "more": count > SHOWN})  # fmt: skip
    return shown


def group_of(deadline, today: date) -> str:
    """What group_filter says of this row, said of the row in hand."""
    if deadline.due_on < today:
        return "late"
    if deadline.is_waiting:
        return "waiting"
    return "week" if deadline.due_on <= today + timedelta(days=7) else "later"


def first_rows(rows, limit: int) -> list:
    """The rows due first, with just the columns a line shows: loading whole pupils is dear."""
    return list(rows.select_related(*SHOWN_WITH).only(*COLUMNS).order_by("due_on", "pk")[:limit])


def line(deadline, user, today) -> dict:
    kind = kinds[deadline.kind]
    pupil = deadline.pupil
    return {
        "pk": deadline.pk,
        "text": kind.words(pupil.name if pupil else None),
        "class": pupil.class_group.name if pupil and pupil.class_group else "",
        "due": written(deadline.due_on, "D j M Y"),
        "late_words": late_words((today - deadline.due_on).days),
        "is_late": deadline.due_on < today,
        "is_waiting": deadline.is_waiting,
        "rule": deadline.rule,
        "owner": who(deadline, user),
        "url": kind.link(deadline),
        "verb": kind.verb,
    }


def late_words(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'} late"


def who(deadline, user) -> str:
    """Whose it is: a name, or the role in the school's own words."""
    if deadline.owner_id == user.pk:
        return "you"
    if deadline.owner:
        return deadline.owner.name
    titles = {
        Role.SENCO: deadline.school.policy.senco_title,
        Role.TEACHER: deadline.school.policy.teacher_title,
    }
    return titles.get(deadline.owner_role) or deadline.get_owner_role_display()


def extra_sections(user, school) -> list[dict]:
    """What the apps add for this person."""
    shown = []
    for section in sorted(sections.values(), key=lambda one: one.order):
        if may(user, section.needs, school.pk):
            found = section.lines(user, school)
            if found or section.empty:
                shown.append({"title": section.title, "lines": found, "empty": section.empty})
    return shown


def greeting() -> str:
    hour = moment.now().astimezone(moment.LONDON).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"
