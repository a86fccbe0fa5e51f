"""Readings of calendars, counted in the database's cache."""

from allauth.core.internal import ratelimit

RATES = {
    # Nobody guesses 128 bits: this keeps a flood off the table, and leaves room for the old phones
    # behind one school's network that still ask for an address that has ended.
    "unknown": "100/15m/ip",
    "reading": "60/h/key",  # of one address; programs ask once or a few times an hour
}
WAIT_SECONDS = 15 * 60


def is_full(request) -> bool:
    """Whether this computer asked for too many addresses that are not there."""
    return not _ask(request, "unknown", dry_run=True)


def count_unknown(request) -> None:
    _ask(request, "unknown")


def may_read(request, feed) -> bool:
    """Counts one reading of this address; False where there were too many."""
    return _ask(request, "reading", key=str(feed.pk))


def _ask(request, action, **more) -> bool:
    usage = ratelimit.consume(
        request, app="reminders", action=action, config=RATES, limit_get=True, **more
    )
    return usage is not None
