"""The ledger of promises, read in one query however many there are, and the calendar's one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from provision.ledger import attributing, counting
from provision.ledger.counting import DAY, WEEK, Account, Amount, SchoolDays, Week
from provision.models import Mark, Place, Promise, Session
from schools.calendar import Calendar, calendar_of
from sendcase import moment
from sendcase.at_once import at_once

RECENT = 12  # weeks that are shown where a school has entered no terms


@dataclass(frozen=True)
class Window:
    """From a first day to a last, with its name: "This term"."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Ledger:
    """One promise and its weeks within the window, the oldest first."""

    promise: Promise
    weeks: list[Week]

    @property
    def total(self) -> Account:
        return counting.of_weeks(self.weeks)


@dataclass(frozen=True)
class Book:
    """What is read once for a page: the calendar of the school, and today."""

    calendar: Calendar
    days: SchoolDays
    today: date

    def term(self) -> Window:
        """This term until today; in a holiday the last one; the last weeks where none is known."""
        begun = [each for each in self.calendar.terms if each.starts_on <= self.today]
        last = max(begun, key=lambda each: each.starts_on, default=None)
        if last is None or self.days.opens(self.today) and self.today > last.ends_on:
            first = counting.monday_of(self.today) - WEEK * (RECENT - 1)
            return Window(f"In the last {RECENT} weeks", first, self.today)
        name = "This term" if self.today <= last.ends_on else "Last term"
        return Window(name, last.starts_on, min(last.ends_on, self.today))


def book_of(school, calendar: Calendar | None = None) -> Book:
    """One query; none where the calendar is in hand."""
    calendar = calendar or calendar_of(school)
    return Book(calendar, SchoolDays(calendar), moment.today())


def read(promises: Iterable[Promise], book: Book, window: Window) -> list[Ledger]:
    """Each promise (pupil joined) with its weeks in the window, in the order given. One
    query.
    """
    rows = list(promises)
    found = _outings(rows, window) if rows else {}
    return [Ledger(row, _weeks(row, found.get(row.pk, ()), book, window)) for row in rows]


def _weeks(promise, outings, book, window) -> list[Week]:
    weeks = counting.weeks_of(amount_of(promise), outings, book.days, min(book.today, window.last))
    monday = counting.monday_of(window.first)
    return [week for week in weeks if week.monday >= monday]


def amount_of(promise) -> Amount:
    """pupil joined: nothing is promised after a child's last day here."""
    ends = [day for day in (promise.until_on, promise.pupil.left_on) if day]
    until = min(ends, default=None)
    return Amount(promise.minutes, promise.times, promise.per, promise.from_on, until)


def _outings(promises, window):
    pupils = {row.pupil_id for row in promises}
    own = Place.objects.filter(pupil__in=pupils)
    first = counting.monday_of(window.first)
    held = Session.objects.filter(on__range=(first, window.last))
    ticks = Mark.objects.filter(pupil__in=pupils, session__on__range=(first, window.last))
    found = at_once({
        "place": (own, ("pk", "intervention", "pupil", "promise", "from_on", "until_on")),
        "session": (held.filter(intervention__in=own.order_by().values("intervention")),
                    ("pk", "intervention", "on", "minutes")),
        "mark": (ticks, ("pk", "session", "place", "outcome", "minutes", "reason")),
    })  # fmt: skip
    return attributing.outings(
        [attributing.PlaceFact(*row.values()) for row in found["place"]],
        [attributing.SessionFact(*row.values()) for row in found["session"]],
        [attributing.MarkFact(*row.values()) for row in found["mark"]],
    )


def in_window(promises, window: Window):
    """Of a queryset: those that held on some day of the window."""
    held = promises.filter(Q(until_on=None) | Q(until_on__gte=window.first))
    return held.filter(from_on__lte=window.last).select_related("pupil")


def of_pupil(user, pupil, book: Book, window: Window) -> list[Ledger]:
    """The promises to one pupil that this person may read; four queries."""
    rows = in_window(Promise.objects.visible_to(user).filter(pupil=pupil), window)
    return read(rows.order_by("from_on", "pk"), book, window)


def until_last_sunday(book: Book, weeks: int) -> Window:
    """So many whole weeks before this one."""
    monday = counting.monday_of(book.today)
    return Window(f"The last {weeks} weeks", monday - WEEK * weeks, monday - DAY)
