"""What stands beside a target at its review. Rooms that keep such lines add a source in
AppConfig.ready(); what the sources read is asked of the database together.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sendcase.at_once import at_once


@dataclass(frozen=True)
class Line:
    """One thing an adult noted. on: the day in words."""

    text: str
    by: str
    on: str


# {target number, or None for the plan as a whole: [Line]}
Noted = dict[int | None, list[Line]]


def nothing(user, plans) -> dict:
    """Of a source that reads for itself."""
    return {}


@dataclass(frozen=True)
class Source:
    """says(user, plans, found) → plan number → Noted. found: rows of what asks(user, plans) names,
    for sendcase.at_once, under keys that no other source uses.
    """

    says: Callable[[object, list, dict], dict[int, Noted]]
    asks: Callable[[object, list], dict] = nothing


sources: list[Source] = []


def add_source(source: Source) -> None:
    if source not in sources:
        sources.append(source)


def lines(user, plan) -> Noted:
    """What all sources say of one plan."""
    return lines_of(user, [plan])[plan.pk]


def lines_of(user, plans) -> dict[int, Noted]:
    """Plan number → what all sources say of it, in their order."""
    noted: dict[int, Noted] = {plan.pk: defaultdict(list) for plan in plans}
    asked = [source.asks(user, plans) for source in sources]
    found = at_once({kind: rows for each in asked for kind, rows in each.items()})
    for source in sources:
        for plan, by_target in source.says(user, plans, found).items():
            for target, said in by_target.items():
                noted[plan][target] += said
    return noted
