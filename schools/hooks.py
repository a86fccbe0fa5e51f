"""What apps to the right do when a school is made. They add theirs in AppConfig.ready().

Called inside the transaction that makes it, after its policy is there: what raises there stops
the whole.
"""

from collections.abc import Callable

on_made: list[Callable[[object], None]] = []
