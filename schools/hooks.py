"""What rooms above do when a school's terms or policy changed. They add theirs in
AppConfig.ready(). Called with the school's number in the transaction of the change, after it.
"""

from collections.abc import Callable

on_rules: list[Callable[[int], None]] = []


def changed(school_id: int) -> None:
    for follow in on_rules:
        follow(school_id)
