"""What stands beside a target at its review. Rooms that keep such lines add a source in
AppConfig.ready(): a function (user, plans) → {plan number: Noted}, in one query for all.
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


# {target number, or None for the plan as a whole: [Line]}
Noted = dict[int | None, list[Line]]
sources: list[Callable[[object, list], dict[int, Noted]]] = []


def lines(user, plan) -> Noted:
    """What all sources say of one plan."""
    return lines_of(user, [plan])[plan.pk]


def lines_of(user, plans) -> dict[int, Noted]:
    """Plan number → what all sources say of it, in their order; each source asks once."""
    found: dict[int, Noted] = {plan.pk: defaultdict(list) for plan in plans}
    for source in sources:
        for plan, noted in source(user, plans).items():
            for target, said in noted.items():
                found[plan][target] += said
    return found
