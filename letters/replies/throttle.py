"""Wrong codes, counted by address in the database's cache."""

from allauth.core.internal import ratelimit

RATES = {"reply_code": "5/15m/ip"}  # wrong codes of a slip


def is_full(request, action: str) -> bool:
    return not _ask(request, action, dry_run=True)


def count(request, action: str) -> None:
    """One more, also for a GET."""
    _ask(request, action, dry_run=False)


def _ask(request, action, dry_run) -> bool:
    usage = ratelimit.consume(
        request, app="letters", action=action, config=RATES, dry_run=dry_run, limit_get=True
    )
    return usage is not None
