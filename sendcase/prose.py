"""Looking at prose: sentences, words, how hard it is to read. Knows no plan and no pupil, so that
letters and other papers can ask the same.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from readability import KincaidGradeLevel
from readability.langdata import countsyllables_en, fallback_cache

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+){0,4}|\d+")
END = re.compile(r"[.!?]+(?=\s|$)|\n+|;")
QUOTED = re.compile(
    r'“[^”\n]{0,200}”|"[^"\n]{0,200}"|‘[^’\n]{0,80}’(?!\w)|(?<!\w)\'[^\'\n]{1,60}\'(?!\w)'
)
TITLES = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|vs|etc|eg|ie|e\.g|i\.e|approx|min|mins|no)\.", re.I)
INITIAL = re.compile(r"\b([A-Z])\.(?=\s)")
# The library remembers every word it ever counted; what it came with is kept, the rest forgotten.
CAME_WITH = dict(fallback_cache)
MOST_REMEMBERED = 20_000
LONGEST_WORD = 40
# A sentence of more words than this is hard to hold in one breath.
LONG_SENTENCE = 25
AIM_GRADE = 6  # Flesch–Kincaid: what an eleven-year-old reads with ease
FEWEST_WORDS = 8  # of fewer words no grade means anything


@dataclass(frozen=True)
class Said:
    """One text. `own`: the same, as long, with quoted speech blanked and straight apostrophes."""

    text: str

    @cached_property
    def own(self) -> str:
        blanked = QUOTED.sub(lambda found: " " * len(found[0]), self.text)
        return blanked.replace("’", "'")

    @cached_property
    def low(self) -> str:
        """`own` in small letters, still as long: patterns that need no capitals are quick on it."""
        return lowered(self.own)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every word in small letters, parts of a hyphenated one apart."""
        return frozenset(part for word in self.words for part in word.lower().split("-"))

    @cached_property
    def sentences(self) -> list[str]:
        return sentences(self.text)

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    def quote(self, found) -> str:
        """The words of a match, as they were written."""
        return self.text[found.start() : found.end()].strip()


def lowered(text: str) -> str:
    """In small letters and as long as before: some capitals become two letters, they stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := each.lower()) == 1 else each for each in text)


def words(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'"))


def sentences(text: str) -> list[str]:
    """Each without its end. A line and what stands between semicolons count as sentences."""
    text = INITIAL.sub(r"\1 ", TITLES.sub(r"\1 ", text))
    return [each for part in END.split(text) if (each := part.strip())]


def syllables(word: str) -> int:
    if len(fallback_cache) > MOST_REMEMBERED:
        fallback_cache.clear()
        fallback_cache.update(CAME_WITH)
    return max(1, countsyllables_en(word.lower()[:LONGEST_WORD]))


def grade(said: Said) -> float | None:
    """Flesch–Kincaid grade; None where there is too little text. A figure is one syllable."""
    if (count := len(said.words)) < FEWEST_WORDS:
        return None
    spoken = sum(syllables(word) for word in said.words)
    return KincaidGradeLevel(spoken, count, max(1, len(said.sentences)))


def hard_words(said: Said, but=frozenset()) -> list[str]:
    """Words of four syllables and more, each once, the hardest first. `but`: folded names."""
    found = {word.casefold(): word for word in said.words}
    counted = [(syllables(word), word) for key, word in found.items() if key not in but]
    return [word for count, word in sorted(counted, key=lambda pair: -pair[0]) if count >= 4]


def long_sentence(said: Said, most: int = LONG_SENTENCE) -> tuple[str, int] | None:
    """(its first words, number of words) of the longest sentence, if it is too long."""
    if len(said.words) <= most:
        return None
    longest = max(said.sentences, key=lambda each: len(words(each)), default="")
    count = len(words(longest))
    return (start_of(longest), count) if count > most else None


def start_of(text: str, most: int = 5) -> str:
    """The first words, for saying which text is meant."""
    return " ".join(text.split()[:most]) + ("…" if len(text.split()) > most else "")
