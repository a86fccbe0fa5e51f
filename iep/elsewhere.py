"""What others wrote about the child that the next plan should take up. Upper apps add a source in
AppConfig.ready(): (user, plan) → what this person may read of it.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """title: “The authority wrote on 3 Nov 2026”; url: where all of it stands."""

    title: str
    words: str
    url: str


sources: list[Callable[[object, object], list[Advice]]] = []


def advice_for(user, plan) -> list[Advice]:
    return [found for source in sources for found in source(user, plan)]
