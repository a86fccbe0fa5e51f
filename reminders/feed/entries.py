"""What stands in a person's calendar: their own due days, first and last days of term, closures.

No entry names a child, a class or anybody else: a calendar lies open on phones and in meetings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.access import schools_granting
from accounts.permissions import Permission
from pupils.wording import day_text
from reminders.grouping import stands_on
from reminders.kinds import About, kinds
from reminders.models import Deadline
from schools.models import Closure, School, Term
from sendcase import moment

PAST_DAYS = 60  # of terms and closures that are over
BY_LAW, BY_SCHOOL = "This day is set by law.", "This day is the school’s own rule."
DUE = ("uid", "version", "kind", "object_id", "pupil_id", "school_id", "due_on", "is_legal",
       "is_waiting", "put_off_until")  # fmt: skip
SPAN = ("uid", "version", "school_id", "name", "starts_on", "ends_on")


@dataclass(frozen=True)
class Entry:
    """One day, or several from the first to the last.

    uid: the same as long as the thing is there; saved: how often it was saved since it was made;
    more: a sentence below; path: of the page, "" without one.
    """

    uid: str
    saved: int
    first: date
    last: date
    words: str
    more: str = ""
    path: str = ""


def entries_of(person) -> list[Entry]:
    """In four questions to the database, however much is due."""
    places = schools_granting(person, Permission.SCHOOL_VIEW)
    names = dict(School.objects.filter(pk__in=places).values_list("pk", "name"))
    # At one school everybody knows which; at several each entry says it.
    marks = {pk: f"{name}: " if len(names) > 1 else "" for pk, name in names.items()}
    return [*_deadlines(person, marks), *_terms(marks), *_closures(marks)]


def _deadlines(person, marks) -> Iterator[Entry]:
    rows = Deadline.objects.mine(person).open().filter(school__in=marks)
    for row in rows.order_by("due_on", "pk").values(*DUE):
        kind, day = kinds[row["kind"]], stands_on(row)
        yield Entry(
            uid=f"due-{row['uid']}", saved=row["version"] - 1, first=day, last=day,
            words=f"{marks[row['school_id']]}{kind.words(None)}{_mark(row, day)}",
            more=_whose_day(row, day),
            path=kind.link(About(row["object_id"], row["pupil_id"])),
        )  # fmt: skip


def _mark(row, day: date) -> str:
    """What the line says of itself besides. Never why: that may be about the child."""
    until = row["put_off_until"]
    if day != row["due_on"]:
        return f" (put off, due {day_text(row['due_on'])})"
    if until and until > moment.today():
        return f" (put off to {day_text(until)})"
    return " (waiting for others)" if row["is_waiting"] else ""


def _whose_day(row, day: date) -> str:
    if day != row["due_on"]:
        return f"Its due day is {day_text(row['due_on'])}."
    return BY_LAW if row["is_legal"] else BY_SCHOOL


def _terms(marks) -> Iterator[Entry]:
    for row in _spans(Term, marks):
        ends = {"first": ("First day", "starts_on"), "last": ("Last day", "ends_on")}
        for name, (words, column) in ends.items():
            yield Entry(
                uid=f"term-{name}-{row['uid']}", saved=row["version"] - 1,
                first=row[column], last=row[column],
                words=f"{marks[row['school_id']]}{words}: {row['name']}",
            )  # fmt: skip


def _closures(marks) -> Iterator[Entry]:
    for row in _spans(Closure, marks):
        yield Entry(
            uid=f"closed-{row['uid']}", saved=row["version"] - 1,
            first=row["starts_on"], last=row["ends_on"],
            words=f"{marks[row['school_id']]}School closed: {row['name']}",
        )  # fmt: skip


def _spans(model, marks):
    since = moment.today() - timedelta(days=PAST_DAYS)
    rows = model.objects.filter(school__in=marks, ends_on__gte=since)
    return rows.order_by("starts_on", "pk").values(*SPAN)
