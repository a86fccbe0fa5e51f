"""A spread of children, drawn by a number: the same number gives the same children. Pure."""

import random
from dataclasses import dataclass

SIX = 6  # as many as inspectors follow
MOST = 12  # in one trail


@dataclass(frozen=True)
class Candidate:
    """A child who may be drawn. stage, need and year: what the spread is over."""

    pupil: int
    stage: str
    need: str
    year: str

    @property
    def marks(self) -> set[tuple[str, str]]:
        return {("stage", self.stage), ("need", self.need), ("year", self.year)}


def spread(candidates: list[Candidate], seed: int, count: int = SIX) -> list[int]:
    """Numbers of the pupils drawn, in the order of drawing: each adds as much that was not there
    yet as any can; between equals the seed decides. All of them where there are no more.
    """
    rest = sorted(candidates, key=lambda each: each.pupil)
    random.Random(seed).shuffle(rest)
    seen: set[tuple[str, str]] = set()
    drawn: list[int] = []
    while rest and len(drawn) < count:
        best = max(rest, key=lambda each: len(each.marks - seen))  # the first of equals
        rest.remove(best)
        seen |= best.marks
        drawn.append(best.pupil)
    return drawn
