"""Which strategy of the bank a line of a plan means. Words decide, nothing is guessed.

A line is matched when its key equals that of a kept strategy or of one of its other phrases. What
matches nothing stays as it was written: nobody's adjustment is ever dropped.
"""

import re
from dataclasses import dataclass

from iep.bank.models import Strategy, StrategyPhrase
from sendcase.text import folded

# Marks of a list, and what ends a line: "• Sit near the front." means "sit near the front".
LEADS = re.compile(r"^\s*(?:[-–—•*·]|\(?\d{1,2}[.)])\s*")
BREAKS = re.compile(r"[\n;]+")


@dataclass(frozen=True)
class Matched:
    """One line of a plan as written, and the strategy it means (None: no one in the bank)."""

    line: str
    strategy: Strategy | None


def key_of(words: str) -> str:
    """What two ways of writing the same words have in common: case, accents, marks aside."""
    return " ".join(re.sub(r"[^\w ]+", " ", folded(words)).split())[:200]


def lines_of(text: str) -> list[str]:
    """The lines of a plan's "class strategies": one strategy a line, or parted by semicolons."""
    pieces = (LEADS.sub("", piece).strip() for piece in BREAKS.split(text))
    return [piece.rstrip(" .") for piece in pieces if piece.strip(" .")]


def known(school_id) -> dict[str, Strategy]:
    """Key → strategy, of what the school keeps and its other phrases. Two queries."""
    kept = {row.pk: row for row in Strategy.objects.filter(school=school_id, state="kept")}
    phrases = StrategyPhrase.objects.filter(school=school_id, removed_at=None, strategy__in=kept)
    found = {row.key: kept[row.strategy_id] for row in phrases}
    return found | {row.key: row for row in kept.values()}


def matched(text: str, strategies: dict[str, Strategy]) -> list[Matched]:
    """Every line of the text in order. strategies: `known(school_id)`."""
    return [Matched(line, strategies.get(key_of(line))) for line in lines_of(text)]
