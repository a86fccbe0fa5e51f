"""A school's year, its classes or its policy have changed. Upper apps that care register in
AppConfig.ready(). Called in the transaction of the change.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar

# follower(school number, the person who made the change)
followers: list[Callable[[int, object], None]] = []
_waits: ContextVar[int | None] = ContextVar("waits", default=None)


@contextmanager
def once(school_id: int, by):
    """Of many changes to one school the followers hear once, after the last. In one transaction."""
    token = _waits.set(school_id)
    try:
        yield
    finally:
        _waits.reset(token)
    changed(school_id, by)


def changed(school_id: int, by) -> None:
    if _waits.get() == school_id:
        return
    for follow in followers:
        follow(school_id, by)
