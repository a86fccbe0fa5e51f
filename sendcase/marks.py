"""Which words of a text were added and which removed."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the space behind it: spaces alone would be the most frequent "word" of all.
WORD = re.compile(r"\S+\s*|\s+")
# Comparing costs about (how often a word stands in the one) × (how often in the other), summed.
# Plain prose of 6,000 characters costs some 20,000; a text of one word repeated costs millions.
MOST_PAIRS = 250_000


@dataclass(frozen=True)
class Mark:
    """A piece of text. kind: "same", "del" (only before) or "ins" (only after)."""

    kind: str
    text: str


def marks(before: str, after: str) -> list[Mark]:
    """The pieces in order; without the "ins" they read as `before`, without the "del" as `after`.

    What nobody could compare in reasonable time is one "del" and one "ins".
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if _pairs(old, new) > MOST_PAIRS:
        return _pieces([("del", before), ("ins", after)])
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[a:b])))
        else:
            found += [("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))]
    return _pieces(found)


def _pairs(old, new) -> int:
    there = Counter(new)
    return sum(count * there[word] for word, count in Counter(old).items())


def _pieces(found) -> list[Mark]:
    return [Mark(kind, text) for kind, text in found if text]
