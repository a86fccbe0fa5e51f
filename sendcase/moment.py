"""The one clock. Everything that asks what time it is asks here; a lint rule bans the others.

Deadlines are dates in London; instants are aware and in UTC.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_pretended: ContextVar[datetime | None] = ContextVar("pretended_moment", default=None)


class NotInProduction(RuntimeError):
    """Somebody tried to move the clock of a real school."""


def now() -> datetime:
    """This instant, aware."""
    return _pretended.get() or timezone.now()


def today() -> date:
    """The calendar date in London."""
    return now().astimezone(LONDON).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the block believe it is `moment` (aware). For the demo and simulations only.

    Raises NotInProduction where real schools are, ValueError for a naive moment.
    """
    if settings.SENDCASE_MODE == "production":
        raise NotInProduction("the clock cannot be moved in production")
    if timezone.is_naive(moment):
        raise ValueError("moment.at needs an aware datetime")
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
