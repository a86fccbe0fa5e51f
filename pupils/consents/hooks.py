"""What upper apps do when a consent is recorded or ends, each in that transaction."""

from collections.abc import Callable

on_changed: list[Callable] = []  # (consent): recorded, withdrawn, or found to be an error
# (consent, by): a yes withdrawn now, or found to be an error; by: None where nobody signed in
on_ended: list[Callable] = []


def tell(listeners: list[Callable], *facts) -> None:
    for listener in listeners:
        listener(*facts)
