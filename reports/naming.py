"""Whether free words name a child: by name, initials and class, date of birth or UPN. Pure.

What is certain is refused. A word that is also ordinary English (May, Grace, Will) is asked about
and the writer says which is meant: it is never passed in silence, but for a few small words ("may",
"will") in small letters that stand in nearly every text. Names are found with "’s" and "s’", in
capitals, without their accents, as half of a double name, in two words or in one, parted at the end
of a line, and by their usual short forms (reports.naming_words).
The same for anybody else whose names must not leave: give them as `Known`. What a school says of
itself (`Names.passing`, `Names.own`: reports.naming_own) may be said.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from iep.bank.names import ORDINARY
from reports.naming_dates import birthdays_in
from reports.naming_letters import with_plain_letters
from reports.naming_words import (
    WORD,
    apart,
    keys_of_name,
    keys_of_word,
    of_family,
    with_our_apostrophes,
)  # fmt: skip
from sendcase.text import folded

STARTS = re.compile(r"(?:^|[.!?:;•]|\n)[\s\"“‘(•*–-]*$")
UPN = re.compile(r"(?<![A-Z0-9])[A-HJ-NP-RT-Z](?:[ -]?[0-9]){11}[ -]?[A-Z0-9](?![A-Z0-9])", re.I)
INITIALS = re.compile(r"(?<![\w.])([^\W\d_])(\.? ?)([^\W\d_])(?!\w)")
NEAR = 40  # characters between initials and the class
SHORT = 3  # letters: a name so short, in small letters, is asked about
# Names that are small words in nearly every text; in small letters they pass.
SMALL_WORDS = {
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "has", "he", "i",
    "in", "is", "it", "may", "my", "no", "not", "of", "on", "one", "or", "she", "so", "the",
    "they", "to", "us", "we", "will", "you",
}  # fmt: skip
# Words that texts about special needs write with a capital, and are last names as well.
LARGE_WORDS = {
    "act", "british", "care", "child", "down", "england", "english", "head", "kent", "local",
    "nurse", "parent", "reading", "school", "speech", "support", "wales",
}  # fmt: skip
# Parts of a last name that alone are nobody's.
PARTICLES = {"al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la",
             "le", "san", "st", "ter", "the", "van", "von"}  # fmt: skip
LIST = Path(__file__).resolve().parent / "nicknames.txt"


class Kind(StrEnum):
    NAME = "name"
    INITIALS = "initials"
    BIRTHDAY = "date of birth"
    UPN = "UPN"


@dataclass(frozen=True)
class Known:
    """Somebody whom no text may name. first, last: every form, legal and preferred."""

    first: tuple[str, ...]
    last: tuple[str, ...] = ()
    class_name: str = ""
    year: str = ""  # as schools say it: "3", "R"
    born_on: date | None = None
    upn: str = ""


@dataclass(frozen=True)
class Found:
    """words: as they stand in the text; at: their place. is_certain: refused, else asked about."""

    words: str
    at: int
    kind: Kind
    is_certain: bool

    @property
    def sentence(self) -> str:
        if self.kind == Kind.UPN:
            return f"“{self.words}” is a UPN. Take it out."
        if self.kind == Kind.BIRTHDAY:
            return f"“{self.words}” is a child’s date of birth. Take it out."
        if self.kind == Kind.INITIALS:
            return f"“{self.words}” may be a child’s initials. Say it without them."
        if self.is_certain:
            return f"“{self.words}” is somebody’s name. Say it without the name."
        return f"“{self.words}” is also somebody’s name here. Is that person meant?"


@dataclass
class Names:
    """What to look for, folded, worked out once for any number of texts."""

    first: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    initials: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    births: set[date] = field(default_factory=set)
    passing: re.Pattern | None = None  # what stands in a text so, is not looked at
    own: set[str] = field(default_factory=set)  # words that are asked about, not refused


def names_of(people: Iterable[Known]) -> Names:
    names = Names()
    for person in people:
        first = set().union(*map(keys_of_name, person.first))
        first |= {short for key in first for short in nicknames().get(key, ())}
        last = set().union(*map(keys_of_name, person.last)) - PARTICLES
        names.first |= first
        names.last |= last
        names.pairs |= {(one, other) for one in first for other in last}
        names.pairs |= {(other, one) for one in first for other in last}
        _learn_initials(names, person)
        if person.born_on:
            names.births.add(person.born_on)
    return names


def _learn_initials(names: Names, person: Known) -> None:
    classes = {folded(person.class_name)} - {""}
    if person.year:
        classes |= {folded(words + person.year) for words in ("Year ", "Y", "Yr ")}
        classes |= {"reception"} if person.year == "R" else set()
    for one in filter(None, person.first):
        for other in filter(None, person.last):
            halves = {other, *re.split(r"[\s‐‑-]+", other)} - PARTICLES
            for half in filter(None, halves):
                names.initials[folded(one)[:1] + folded(half)[:1]] |= classes


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Name → the short forms and the longer ones of the same line."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in LIST.read_text(encoding="utf-8").splitlines():
        group = line.split()
        for name in group:
            found[name] |= set(group)
    return {name: frozenset(group) for name, group in found.items()}


@cache
def anybody() -> Names:
    """First names that anybody could have, whether somebody here is called so or not."""
    return Names(first={folded(name) for name in nicknames()})


def look(text: str, names: Names) -> tuple[Found, ...]:
    """Everything the text may give away, in its order; each thing once.

    Places are those of the text with plain letters (reports.naming_letters).
    """
    text = with_our_apostrophes(with_plain_letters(text))
    if names.passing:
        text = names.passing.sub(lambda said: "·" * len(said[0]), text)
    found = [
        *_names_in(text, names), *_initials_in(text, names),
        *(Found(words, at, Kind.BIRTHDAY, True) for words, at in birthdays_in(text, names.births)),
        *(Found(match[0], match.start(), Kind.UPN, True) for match in UPN.finditer(text)),
    ]  # fmt: skip
    once: dict[tuple, Found] = {}
    for each in sorted(found, key=lambda each: (not each.is_certain, each.at)):
        once.setdefault((each.kind, folded(each.words)), each)
    return tuple(sorted(once.values(), key=lambda each: each.at))


def _names_in(text: str, names: Names) -> Iterable[Found]:
    every = names.first | names.last
    words = list(WORD.finditer(text))
    keys = [keys_of_word(word[0]) | of_family(word[0]) for word in words]
    parted = set(apart(text, words, every))
    for place, word in enumerate(words):
        if place in parted:
            yield Found(word[0], word.start(), Kind.NAME, True)
            continue
        if not keys[place] & every:
            continue
        beside = [keys[each] for each in (place - 1, place + 1) if 0 <= each < len(keys)]
        whole = any(
            (one, other) in names.pairs for one in keys[place] for two in beside for other in two
        )
        certain = whole or _certain(word[0], keys[place], _starts(text, word.start()), names)
        if certain is not None:
            yield Found(word[0], word.start(), Kind.NAME, certain)


def _starts(text: str, at: int) -> bool:
    return bool(STARTS.search(text[:at][-NEAR:]))


def _certain(word: str, keys: set[str], starts: bool, names: Names) -> bool | None:
    """True: a name and nothing else; False: it may be one; None: one of the small words."""
    is_capital, is_first = word[0].isupper(), bool(keys & names.first)
    if keys & ORDINARY or keys & SMALL_WORDS or keys & LARGE_WORDS or keys & names.own:
        return None if not is_capital and keys & SMALL_WORDS else False
    if is_first:
        return is_capital or len(word) > SHORT
    return is_capital and not starts  # a last name may be a word that no list of ours knows


def _initials_in(text: str, names: Names) -> Iterable[Found]:
    for match in INITIALS.finditer(text):
        key = folded(match[1]) + folded(match[3])
        if key not in names.initials or not (match[1] + match[3]).isupper():
            continue
        around = folded(text[max(match.start() - NEAR, 0) : match.end() + NEAR])
        if any(_has(around, words) for words in names.initials[key]):
            yield Found(match[0], match.start(), Kind.INITIALS, True)
        elif "." in match[2]:
            yield Found(match[0], match.start(), Kind.INITIALS, False)


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
