"""Who looks after which children has changed. Upper apps that care register in AppConfig.ready().

Called in the transaction of the change: a class handed over, a role begun or ended, a child moved
to another class. Changes that begin on a later day come true overnight, so whoever registers here
also looks once a day by itself.
"""

from collections.abc import Callable

# follower(school number, the person who made the change)
followers: list[Callable[[int, object], None]] = []


def changed(school_id: int, by) -> None:
    for follow in followers:
        follow(school_id, by)
