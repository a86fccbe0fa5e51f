"""What others do when provision changes, in that transaction. They add theirs in ready().

on_change: (interventions of one school) after they, their timetables or their pupils changed:
    sessions follow. Each once, however many of a child's places ended.
on_replace: (old promise, new promise): what points at the old one points at the new one too.
on_end: (promise) after it got a last day.
"""

from collections.abc import Callable

on_change: list[Callable] = []
on_replace: list[Callable] = []
on_end: list[Callable] = []


def changed(*interventions) -> None:
    if not interventions:
        return
    for follow in on_change:
        follow(interventions)


def replaced(old, new) -> None:
    for follow in on_replace:
        follow(old, new)


def ended(promise) -> None:
    for follow in on_end:
        follow(promise)
