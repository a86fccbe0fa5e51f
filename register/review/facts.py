"""What rooms to the right know of a child that helps to decide: they add theirs in
AppConfig.ready(). One question for a whole page of children.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """words: "Plan to be reviewed Fri 18 Dec 2026"; state: late or plain (components/_status)."""

    words: str
    state: str = "plain"


# ask(user, school_id, pupil numbers or None for all of the school) → {pupil number: Fact}
sources: list[Callable[[object, int, Iterable[int] | None], dict[int, Fact]]] = []


def about(user, school_id: int, pupils=None) -> dict[int, list[Fact]]:
    """Pupil number → what is known, of these pupils or of the whole school."""
    found: dict[int, list[Fact]] = {}
    for ask in sources:
        for pupil, fact in ask(user, school_id, pupils).items():
            found.setdefault(pupil, []).append(fact)
    return found


def late(user, school_id: int) -> list[int]:
    """Numbers of the pupils about whom something is late."""
    known = about(user, school_id).items()
    return [pupil for pupil, facts in known if any(fact.state == "late" for fact in facts)]
