"""What upper apps show on the page of a promise. They add a source in AppConfig.ready(): a function
(user, promise) → what this person may read of it there, in one query.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing. text: as it is said; where_from: "Advice from outside, Tue 24 Nov 2026"."""

    text: str
    where_from: str
    url: str = ""


sources: list[Callable[[object, object], list[Line]]] = []


def lines(user, promise) -> list[Line]:
    return [line for source in sources for line in source(user, promise)]
