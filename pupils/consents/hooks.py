"""What upper apps do when a consent is recorded or ends, each in that transaction."""

from collections.abc import Callable

on_changed: list[Callable] = []  # (consent): recorded or withdrawn
on_ended: list[Callable] = []  # (consent, by): withdrawn now; by: None where nobody signed in


def tell(listeners: list[Callable], *facts) -> None:
    for listener in listeners:
        listener(*facts)
