"""What upper apps do when a complaint changes, each in that transaction."""

from collections.abc import Callable

on_change: list[Callable] = []  # (complaint): recorded, asked, answered, a step, closed, reopened


def tell(complaint) -> None:
    for listener in on_change:
        listener(complaint)
