"""Languages, peoples and countries in free words, whether a record knows them or not. Pure.

English and what every school says of itself stay. So does a lesson (“French homework”).
"""

import re

from reports.naming import STARTS
from reports.naming_words import WORD
from reports.sampler.lists import COUNTRIES, LANGUAGES, PEOPLES
from reports.sampler.marks import COUNTRY, LANGUAGE
from sendcase.text import folded

# In small letters, and where a sentence begins, these are other words.
ALSO_WORDS = {"polish", "ewe", "turkey", "china", "jersey", "chad", "danish", "guinea", "ga"}
LESSON = re.compile(
    r"\s+(?:lessons?|class(?:es)?|clubs?|homework|vocab\w*|tests?|teachers?)\b", re.I
)
SPOKEN = re.compile(r"\b(?:speak(?:s|ing)?|spoken|spoke|language(?: is)?)(?: \w+)? $", re.I)
SPEAKING = re.compile(r"[- ](?:speak\w*|parents?|famil\w+|boy|girl|mum|dad|at home|is)\b", re.I)
PLACES = re.compile(
    rf"\b(?:{'|'.join(re.escape(each) for each in sorted(COUNTRIES, key=len, reverse=True))})\b"
)


def without_origins(text: str, known: frozenset[str]) -> str:
    """known: folded languages that somebody here has; they go in small letters, too."""
    text = PLACES.sub(lambda found: _country(text, found), text)
    return WORD.sub(lambda word: _marked(text, word, known), text)


def _country(text: str, found: re.Match) -> str:
    return found[0] if _is_other_word(text, found.start(), found.end()) else COUNTRY


def _marked(text: str, word: re.Match, known: frozenset[str]) -> str:
    """A word of several halves (“Polish-speaking”) is looked at half by half."""
    halves = re.split(r"([-‐‑])", word[0])
    at = word.start()
    for place, half in enumerate(halves):
        end = at + len(half)
        halves[place] = _half(text, half, at, end, known)
        at = end
    return "".join(halves)


def _half(text: str, half: str, at: int, end: int, known: frozenset[str]) -> str:
    plain = folded(re.sub(r"[’']s$", "", half))
    if plain in known:
        return LANGUAGE
    mark = LANGUAGE if plain in LANGUAGES else COUNTRY if plain.rstrip("s") in PEOPLES else ""
    if not mark or _is_other_word(text, at, end) or LESSON.match(text, end):
        return half
    return mark


def _is_other_word(text: str, at: int, end: int) -> bool:
    """Polish the table; Turkey and chips; not: speaks polish, a Polish-speaking TA."""
    if folded(text[at:end]) not in ALSO_WORDS or SPOKEN.search(text[:at]):
        return False
    starts = bool(STARTS.search(text[:at]))
    return not text[at].isupper() or (starts and not SPEAKING.match(text, end))
