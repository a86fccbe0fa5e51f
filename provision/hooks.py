"""What others do when provision changes, in that transaction. They add theirs in ready().

on_change: (intervention) after it, its timetable or its pupils changed: sessions follow.
on_replace: (old promise, new promise): what points at the old one points at the new one too.
on_end: (promise) after it got a last day.
"""

from collections.abc import Callable

on_change: list[Callable] = []
on_replace: list[Callable] = []
on_end: list[Callable] = []


def changed(intervention) -> None:
    for follow in on_change:
        follow(intervention)


def replaced(old, new) -> None:
    for follow in on_replace:
        follow(old, new)


def ended(promise) -> None:
    for follow in on_end:
        follow(promise)
