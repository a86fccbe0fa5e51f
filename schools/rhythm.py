"""A school's year, its classes or its policy have changed. Upper apps that care register in
AppConfig.ready(). Called in the transaction of the change.
"""

from collections.abc import Callable

# follower(school number, the person who made the change)
followers: list[Callable[[int, object], None]] = []


def changed(school_id: int, by) -> None:
    for follow in followers:
        follow(school_id, by)
