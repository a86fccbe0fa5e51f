"""What apps to the right do when a pupil's place changed. They add theirs in AppConfig.ready().

Called with the pupil in the transaction of the change, after it: placed, moved, corrected, closed.
"""

from collections.abc import Callable

on_change: list[Callable[[object], None]] = []


def changed(pupil) -> None:
    for follow in on_change:
        follow(pupil)
