"""What the children of one lesson need, counted: one entry for each thing adults do.

Lines are one entry where the school's bank says that they mean the same strategy (iep.bank), or
where they are the same words. Every other line is an entry of its own: nothing is ever dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from iep.bank.matching import matched
from iep.bank.models import Strategy

MATTERS = Strategy.Weight.IMPORTANT  # what a line weighs that the bank does not know
ESSENTIAL = Strategy.Weight.ESSENTIAL


@dataclass(frozen=True)
class Adjustment:
    """What one source says of one child. text: as written, one thing a line.

    weight: 1 helps, 2 matters, 3 essential; counts where the bank does not know the line.
    """

    pupil: int
    text: str
    weight: int = MATTERS


@dataclass
class Entry:
    """One thing to do. need_words: "need instructions in steps", where the bank has them."""

    words: str
    need_words: str
    weight: int
    pupils: set[int] = field(default_factory=set)  # each child once, however often it is written

    @property
    def score(self) -> int:
        return len(self.pupils) * self.weight


def merged(adjustments: Iterable[Adjustment], strategies: dict[str, Strategy]) -> list[Entry]:
    """All entries, ranked. strategies: iep.bank.matching.known(school number)."""
    found: dict[tuple, Entry] = {}
    for adjustment in adjustments:
        for line, strategy in matched_lines(adjustment.text, strategies):
            key = ("bank", strategy.pk) if strategy else ("words", same(line))
            entry = found.setdefault(key, new_entry(line, strategy))
            entry.pupils.add(adjustment.pupil)
            if strategy is None:
                entry.weight = max(entry.weight, adjustment.weight)
    return ranked(found.values())


def matched_lines(text, strategies) -> list[tuple[str, Strategy | None]]:
    return [(one.line, one.strategy) for one in matched(text, strategies)]


def new_entry(line, strategy) -> Entry:
    if strategy is None:
        return Entry(line, "", 0)
    return Entry(strategy.words, strategy.need_words, strategy.weight)


def same(line: str) -> str:
    """Case and runs of space apart: other words may mean another thing."""
    return " ".join(line.casefold().split())


def ranked(entries: Iterable[Entry]) -> list[Entry]:
    """How many children × how much it matters; of equals what matters more, then as they came.

    Another child or a greater weight never moves an entry down.
    """
    return sorted(entries, key=lambda entry: (-entry.score, -entry.weight))
