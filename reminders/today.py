"""What now? The page each role opens first: its deadlines as sentences, and what the apps add."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from accounts.access import may, roles_at
from accounts.permissions import Permission, Role
from pupils.wording import called, day_text
from reminders.by_hand import ABOUT, NAMES, SHOWN, TITLES, WHOSE, first_of_each
from reminders.grouping import GROUPS, MEANS
from reminders.kinds import About, kinds
from reminders.models import Deadline
from sendcase import moment

COLUMNS = (*ABOUT, *WHOSE)


@dataclass(frozen=True)
class Section:
    """A list another app adds to Today.

    lines(user, school) → [{text, url, verb, status}]; a section without lines is not shown
    unless it has `empty` words; the lines of two sections with one title, one after the other,
    stand together. some: of a list that is empty for most, a SELECT by hand of its key where
    %(user)s may have lines at %(school)s on %(today)s, in the week from %(monday)s; yes too often
    does no harm. The lines are asked for only then.
    """

    key: str
    title: str
    order: int
    needs: Permission
    lines: Callable[[object, object], list[dict]]
    empty: str = ""
    some: str = ""


sections: dict[str, Section] = {}


def add_section(section: Section) -> None:
    sections[section.key] = section


class Reader:
    """Who looks at the list of which school today, and what they may do there with a row."""

    def __init__(self, user, school):
        self.user, self.school, self.today = user, school, moment.today()
        self.roles = roles_at(user, school.pk)
        self.sees_all = may(user, Permission.DEADLINE_ALL, school.pk)
        self.edits_all = may(user, Permission.DEADLINE_EDIT, school.pk)

    def may_put_off(self, row) -> bool:
        """Of a row they see; the page asks the database, and says why not."""
        is_fixed = row["is_legal"] or kinds[row["kind"]].falls_away
        over = is_fixed and row["due_on"] <= self.today
        return not over and (self.edits_all or not self.sees_all or self.owns(row))

    def owns(self, row) -> bool:
        if row["owner_id"]:
            return row["owner_id"] == self.user.pk
        return row["owner_role"] in self.roles


def open_deadlines(user, school, *, everyone: bool):
    rows = Deadline.objects.visible_to(user) if everyone else Deadline.objects.mine(user)
    return rows.filter(school=school).open()


def groups(filters, found: list[dict]) -> list[dict]:
    """Each group with its count and its first rows, of those that fit.

    found: counted() of the filters. One query more, for the few rows that are shown.
    """
    reader, counts = filters.reader, dict.fromkeys(GROUPS, 0)
    for row in found:
        if filters.fits(row):
            counts[row["group"]] += row["number"]
    shown = with_whose(first_of_each(filters), found)
    names = names_in(shown)
    return [
        {"name": name, "title": title, "status": status, "count": counts[name],
         "means": MEANS.get(name, ""), "more": counts[name] > SHOWN,
         "rows": [line(row, reader, names) for row in shown if row["group"] == name]}
        for name, (title, status) in GROUPS.items()
    ]  # fmt: skip


def with_whose(rows, found) -> list[dict]:
    """The rows with WHOSE of their owner, which counted() has read: three tables less to join. A
    row whose owner came in between stands on the page from the next look.
    """
    owners = {(row["owner_id"], row["owner_role"]): row for row in found}
    return [
        row | {name: owner[name] for name in WHOSE}
        for row in rows
        if (owner := owners.get((row["owner_id"], row["owner_role"])))
    ]


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


def line(row, reader, named) -> dict:
    """row: the values of COLUMNS; named: names_in of the rows on the page."""
    kind, due_on = kinds[row["kind"]], row["due_on"]
    names = [row[f"pupil__{name}"] for name in NAMES]
    other = named.get((row["kind"], row["object_id"]))
    is_off = bool(row["put_off_until"]) and row["put_off_until"] > reader.today
    at = f"/{reader.school.slug}/deadlines/{row['pk']}/"
    return {
        "pk": row["pk"],
        "text": kind.words(called(*names) if row["pupil_id"] else other),
        "class": row["pupil__class_group__name"] or "",
        "due": day_text(due_on),
        "late_words": late_words((reader.today - due_on).days),
        "is_late": due_on < reader.today,
        "is_waiting": row["is_waiting"],
        "is_legal": row["is_legal"],
        "rule": row["rule"],
        "owner": who(row, reader.user),
        "off_until": day_text(row["put_off_until"]) if is_off else "",
        "off_why": row["put_off_why"] if is_off else "",
        "off_url": f"{at}put-off/" if is_off or reader.may_put_off(row) else "",
        "given_why": row["given_why"],
        "give_url": f"{at}give/" if reader.edits_all and not kind.personal else "",
        "url": kind.link(About(row["object_id"], row["pupil_id"])),
        "verb": kind.verb,
    }


def late_words(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'} late"


def who(row, user) -> str:
    """Whose it is: a name, or the role in the school's own words."""
    return "you" if row["owner_id"] == user.pk else title_of(row)


def title_of(row) -> str:
    if row["owner__name"]:
        return row["owner__name"]
    title = TITLES.get(row["owner_role"])
    return (title and row[title]) or Role(row["owner_role"]).label


def extra_sections(user, school, filled=None) -> list[dict]:
    """What the apps add for this person. filled: with_some of those they are allowed."""
    allowed, shown = allowed_sections(user, school), []
    filled = with_some(allowed, user, school) if filled is None else filled
    for section in sorted(allowed, key=lambda one: one.order):
        found = section.lines(user, school) if section.key in filled else []
        if found and shown and shown[-1]["title"] == section.title:
            shown[-1]["lines"] += found
        elif found or section.empty:
            shown.append({"title": section.title, "lines": found, "empty": section.empty})
    return shown


def allowed_sections(user, school) -> list[Section]:
    return [each for each in sections.values() if may(user, each.needs, school.pk)]


def with_some(allowed, user, school, *more: str) -> set[str]:
    """Keys of the sections that may have lines. One query by hand: a query built for each list
    that is empty took a quarter of the page. more: further SELECTs, as Section.some.
    """
    asked = [*(section.some for section in allowed if section.some), *more]
    found = {section.key for section in allowed if not section.some}
    if asked:
        today = moment.today()
        monday = today - timedelta(days=today.weekday())
        given = {"user": user.pk, "school": school.pk, "today": today.isoformat(),
                 "monday": monday.isoformat()}  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked), given)
            found.update(key for (key,) in cursor.fetchall())
    return found


def greeting() -> str:
    hour = moment.now().astimezone(moment.LONDON).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"
