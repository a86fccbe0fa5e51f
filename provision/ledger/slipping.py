"""Which promises slip: less than the policy's share over the last four school weeks, or two of
them in a row with nothing. Whole weeks only: the list changes on Mondays, and with late ticks.

A promise by the term or year may be kept in one piece: it is judged over its term so far.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from provision.ledger import counting, reading
from provision.ledger.counting import WEEK, Account
from provision.ledger.reading import Book, Ledger
from provision.models import Promise, PromiseLook

WEEKS, EMPTY_WEEKS = 4, 2  # school weeks
LOOKED_BACK = 10  # weeks of the calendar that hold four of school, over a summer
PAUSE = WEEK * 2  # who looked at it is not asked again for so long
BY_WEEK = (Promise.Per.DAY, Promise.Per.WEEK)


@dataclass(frozen=True)
class Slip:
    """promise: pupil and class joined. look: the last one within the pause."""

    promise: Promise
    account: Account
    weeks: int
    is_empty: bool  # two weeks in a row with nothing
    look: PromiseLook | None

    @property
    def percent(self) -> int:
        return 100 * self.account.given // self.account.promised


def of_school(user, school, book: Book | None = None, looks: dict | None = None) -> list[Slip]:
    """Worst first; those that this person may read. Two queries, however many promises; one more
    each for the calendar and for who looked, where they are not in hand.
    """
    book = book or reading.book_of(school)
    here = Q(pupil__left_on=None) | Q(pupil__left_on__gte=book.today)
    held = Promise.objects.visible_to(user).filter(here, school=school).held_on(book.today)
    held = held.select_related("pupil__class_group")
    looks = _looks(school, book.today) if looks is None else looks
    found = []
    for ledger in reading.read(held, book, _window(book)):
        if slip := judge(ledger, book, school.policy.promise_percent, looks):
            found.append(slip)
    return sorted(found, key=lambda each: (each.percent, -each.account.shortfall, each.promise.pk))


def judge(ledger: Ledger, book: Book, percent: int, looks: dict) -> Slip | None:
    """None for a promise that is kept, or too young to say. ledger: read over _window(book)."""
    weeks = [week for week in ledger.weeks if week.promised]
    is_weekly = ledger.promise.per in BY_WEEK
    if is_weekly:
        weeks = weeks[-WEEKS:]
    else:
        first = counting.monday_of(book.term().first)
        weeks = [week for week in weeks if week.monday >= first]
    if len(weeks) < (EMPTY_WEEKS if is_weekly else WEEKS):
        return None
    account = counting.of_weeks(weeks)
    is_empty = is_weekly and not any(week.given for week in weeks[-EMPTY_WEEKS:])
    if not is_empty and 100 * account.given >= percent * account.promised:
        return None
    return Slip(ledger.promise, account, len(weeks), is_empty, looks.get(ledger.promise.pk))


def _window(book: Book) -> reading.Window:
    """Long enough for four school weeks, and for the term so far."""
    recent = reading.until_last_sunday(book, LOOKED_BACK)
    first = min(recent.first, book.term().first)
    return reading.Window(recent.name, first, recent.last)


def _looks(school, today: date) -> dict[int, PromiseLook]:
    newest = looks_of(school, today).select_related("looked_by").order_by("on", "pk")
    return {row.promise_id: row for row in newest}


def looks_of(school, today: date):
    """Those within the pause."""
    return PromiseLook.objects.filter(school=school, on__gt=today - PAUSE)
