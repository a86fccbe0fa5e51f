"""The task list of a review: each room says what is done, what is next and what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """One line. state: done, now, later, late or not_needed; due: its last day, if it has one;
    words: what stands, in a sentence (“Five of six are invited”).
    """

    key: str
    title: str
    state: str
    words: str = ""
    url: str = ""
    due: date | None = None
    why: str = ""  # the working behind the day


# (order, steps(review) → list of Step)
_sources: list[tuple[int, Callable[[object], list[Step]]]] = []


def add_steps(order: int, ask: Callable[[object], list[Step]]) -> None:
    """Once per room, from ehcp.apps."""
    if (order, ask) not in _sources:
        _sources.append((order, ask))
        _sources.sort(key=lambda source: source[0])


def of(review) -> list[Step]:
    return [step for _, ask in _sources for step in ask(review)]
