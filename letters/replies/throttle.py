"""Wrong codes and mails asked for, counted by address in the database's cache."""

from allauth.core.internal import ratelimit

RATES = {
    "reply_code": "5/15m/ip",  # wrong codes of a slip
    # Each link has its own five tries: these stop one address that holds many links, and leave
    # room for the families behind one school's network.
    "link_code": "20/15m/ip",  # wrong second codes
    "link_mail": "20/15m/ip",  # second codes asked for
    "advice_sent": "20/15m/ip",  # advice for a review, with or without a paper
}


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
