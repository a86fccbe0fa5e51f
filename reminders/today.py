"""What now? The page each role opens first: its deadlines as sentences, and what the apps add."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from accounts.access import may
from accounts.permissions import Permission, Role
from pupils.wording import called, day_text
from reminders.kinds import kinds
from reminders.models import Deadline
from sendcase import moment

SHOWN = 15  # rows of a group before "see all"
FEW = 120  # open rows that one query may bring whole
NAMES = (
    "legal_first_name", "legal_last_name", "preferred_first_name", "preferred_last_name",
)  # fmt: skip
TITLES = {
    Role.SENCO: "school__policy__senco_title",
    Role.TEACHER: "school__policy__teacher_title",
}
# Just what a line shows, as plain values: whole rows of five tables are dear.
COLUMNS = (
    "pk", "kind", "object_id", "due_on", "is_waiting", "rule", "owner_id", "owner__name",
    "owner_role", *TITLES.values(), "pupil_id", *(f"pupil__{name}" for name in NAMES),
    "pupil__class_group__name",
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


@dataclass(frozen=True)
class About:
    """What a kind needs to know of a deadline to say its address."""

    object_id: int
    pupil_id: int | None


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

    One query while little is open; two more where a lot is.
    """
    today, rows = moment.today(), open_deadlines(user, school, everyone=everyone)
    found = first_rows(rows, FEW + 1)
    parts = _sorted_out(found, today) if len(found) <= FEW else _asked_apart(rows, today)
    names = names_in([row for _, shown in parts.values() for row in shown])
    return [
        {"name": name, "title": title, "status": status, "count": parts[name][0],
         "rows": [line(row, user, today, names) for row in parts[name][1]],
         "more": parts[name][0] > SHOWN}
        for name, (title, status) in GROUPS.items()
    ]  # fmt: skip


def _sorted_out(found, today: date) -> dict[str, tuple[int, list]]:
    """Group → how many and the first of them, from all rows in hand."""
    parts: dict[str, list] = {name: [] for name in GROUPS}
    for row in found:
        parts[group_of(row, today)].append(row)
    return {name: (len(rows), rows[:SHOWN]) for name, rows in parts.items()}


def _asked_apart(rows, today: date) -> dict[str, tuple[int, list]]:
    """The same where a lot is open: just the days of all, then the few rows that are shown."""
    brief = rows.values("pk", "due_on", "is_waiting").order_by("due_on", "pk")
    parts = _sorted_out(brief, today)
    shown = [row["pk"] for _, first in parts.values() for row in first]
    whole = {row["pk"]: row for row in rows.filter(pk__in=shown).values(*COLUMNS)}
    return {
        # One that was met between the two questions is not there any more.
        name: (count, [whole[row["pk"]] for row in first if row["pk"] in whole])
        for name, (count, first) in parts.items()
    }


def group_of(row, today: date) -> str:
    """What group_filter says of this row, said of the row in hand."""
    if row["due_on"] < today:
        return "late"
    if row["is_waiting"]:
        return "waiting"
    return "week" if row["due_on"] <= today + timedelta(days=7) else "later"


def first_rows(rows, limit: int) -> list[dict]:
    """The rows due first."""
    return list(rows.values(*COLUMNS).order_by("due_on", "pk")[:limit])


def names_in(rows) -> dict[tuple, str]:
    """(kind, number) → the name of what a row is about that is about no child. A query for each
    such kind.
    """
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if not row["pupil_id"] and kinds[row["kind"]].names:
            numbers[row["kind"]].append(row["object_id"])
    return {
        (key, number): name
        for key, found in numbers.items()
        for number, name in kinds[key].names(found).items()
    }


def line(row, user, today, named) -> dict:
    """row: the values of COLUMNS; named: names_in of the rows on the page."""
    kind, due_on = kinds[row["kind"]], row["due_on"]
    names = [row[f"pupil__{name}"] for name in NAMES]
    other = named.get((row["kind"], row["object_id"]))
    return {
        "pk": row["pk"],
        "text": kind.words(called(*names) if row["pupil_id"] else other),
        "class": row["pupil__class_group__name"] or "",
        "due": day_text(due_on),
        "late_words": late_words((today - due_on).days),
        "is_late": due_on < today,
        "is_waiting": row["is_waiting"],
        "rule": row["rule"],
        "owner": who(row, user),
        "url": kind.link(About(row["object_id"], row["pupil_id"])),
        "verb": kind.verb,
    }


def late_words(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'} late"


def who(row, user) -> str:
    """Whose it is: a name, or the role in the school's own words."""
    if row["owner_id"] == user.pk:
        return "you"
    if row["owner__name"]:
        return row["owner__name"]
    title = TITLES.get(row["owner_role"])
    return (title and row[title]) or Role(row["owner_role"]).label


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
