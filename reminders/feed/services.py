"""The life of a calendar address: made, replaced by a new one, ended. And who may read by it."""

from django.db import transaction

from accounts.access import schools_granting
from accounts.models import User
from accounts.permissions import Permission
from audit import log
from audit.models import NO_SCHOOL
from reminders.feed import secret as secrets
from reminders.feed.models import CalendarFeed
from sendcase import edits, moment
from sendcase.edits import IllegalMove

THERE_IS_ONE = (
    "You have a calendar address already. It is shown only once: if you did not see it, make a "
    "new one."
)
ENDED = "This calendar address had ended already. Nothing was changed."
NO_ROLE = "You hold no role at a school at the moment, so there is nothing to put in a calendar."


def may_have(person) -> bool:
    """Whoever works at a school today. A guest has no days of their own here."""
    return bool(schools_granting(person, Permission.SCHOOL_VIEW))


def open_feed(person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person, ended_at=None).first()


@transaction.atomic
def make(*, person) -> str:
    """The secret of the first address; it is told once, here. Raises IllegalMove where there is one
    or the person holds no role.
    """
    edits.locked(User, person.pk)
    if not may_have(person):
        raise IllegalMove(NO_ROLE)
    if open_feed(person):
        raise IllegalMove(THERE_IS_ONE)
    return _begin(person, "made")


@transaction.atomic
def renew(*, person, number: int) -> str:
    """The secret of a new address; the one with this number ends at once. Raises IllegalMove where
    that one is not the person's open one: a button pressed twice makes one address.
    """
    edits.locked(User, person.pk)
    if not may_have(person):
        raise IllegalMove(NO_ROLE)
    old = open_feed(person)
    if old is None or old.pk != number:
        raise IllegalMove(THERE_IS_ONE if old else ENDED)
    _end(old)
    return _begin(person, "renewed")


@transaction.atomic
def end(*, person) -> None:
    """Whoever has the address reads nothing from now on. Raises IllegalMove where none is open."""
    edits.locked(User, person.pk)
    feed = open_feed(person)
    if feed is None:
        raise IllegalMove(ENDED)
    _end(feed)
    log.record("calendar_feed.ended", target=feed, by=person, school_id=NO_SCHOOL)


def _begin(person, how: str) -> str:
    secret = secrets.new()
    feed = CalendarFeed.objects.create(person=person, token_hash=secrets.hashed(secret))
    log.record(f"calendar_feed.{how}", target=feed, by=person, school_id=NO_SCHOOL)
    return secret


def _end(feed) -> None:
    edits.save(edits.locked(CalendarFeed, feed.pk), ended_at=moment.now())


def find(secret: str) -> CalendarFeed | None:
    """The open address of somebody who works at a school today. Unknown, ended, closed account,
    role over: alike to whoever asks.
    """
    if not secrets.is_one(secret):
        return None
    rows = CalendarFeed.objects.filter(token_hash=secrets.hashed(secret), ended_at=None)
    feed = rows.select_related("person").first()
    return feed if feed is not None and may_have(feed.person) else None


def note_read(feed) -> None:
    """The day it was read last, once a day: by it a person sees that an address they gave up is
    still in use. Like a session's last-seen it is no change of a record: version and log stay.
    """
    today = moment.today()
    if feed.last_read_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=today)
