"""What others wrote about the child that the next plan should take up. Upper apps add a source in
AppConfig.ready().
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """title: “The authority wrote on 3 Nov 2026”; url: where all of it stands."""

    title: str
    words: str
    url: str


@dataclass(frozen=True)
class Source:
    """joined(plans, user) → the plans with what tells, in the same query, whether there is any;
    advice_for(user, plan) → what this person may read of it. It asks only where there is some.
    """

    joined: Callable[[object, object], object]
    advice_for: Callable[[object, object], list[Advice]]


sources: list[Source] = []


def joined(plans, user):
    for source in sources:
        plans = source.joined(plans, user)
    return plans


def advice_for(user, plan) -> list[Advice]:
    """plan: found through `joined`."""
    return [found for source in sources for found in source.advice_for(user, plan)]
