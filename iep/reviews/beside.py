"""What stands beside a target at its review. Rooms that keep such lines add a source in
AppConfig.ready(): a function (user, plan) → {target number, or None for the plan: [Line]}.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing an adult noted. on: the day in words."""

    text: str
    by: str
    on: str


sources: list[Callable[[object, object], dict[int | None, list[Line]]]] = []


def lines(user, plan) -> dict[int | None, list[Line]]:
    """Of all sources, in their order."""
    found: dict[int | None, list[Line]] = defaultdict(list)
    for source in sources:
        for target, noted in source(user, plan).items():
            found[target] += noted
    return dict(found)
