"""The forms in which one name stands in free words, each written as a key. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from iep.bank.names import ORDINARY
from sendcase.text import folded

# A hyphen may stand at the end of a line.
WORD = re.compile(r"[^\W\d_]+(?:(?:[’']|[‐‑\-]\n?)[^\W\d_]+)*")
APOSTROPHES = str.maketrans(dict.fromkeys("`´ʼʹ′‘", "’"))
SHORTENED = re.compile(r"'(?:s|d|ll|ve|re)?$")  # Zoë’s, Zoë’ll
# Letters that are no other letter with an accent, as they are typed without them.
BARE = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ð": "d", "þ": "th",
                      "æ": "ae", "œ": "oe"})  # fmt: skip
LONG = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
INSIDE = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")  # ZoëOkafor, as it comes out of a table
BEGINNINGS = {"o", "mc", "mac", "d", "al", "el", "de", "la", "le", "di", "du", "van", "fitz"}
NO_NAME = {"this", "does", "goes"}  # end in s as of a family, and are none
SHORTEST = 3  # letters of each half of a name that stands in two words


def with_our_apostrophes(text: str) -> str:
    """As long as before, so that places in it are places in the text."""
    return text.translate(APOSTROPHES)


def keys_of_name(name: str) -> set[str]:
    """A name, each of its words, each half of a double one, and all run together."""
    words = [match[0] for match in WORD.finditer(with_our_apostrophes(name))]
    halves = {key for word in words for key in keys_of_word(word)}
    together = set(keys_of_word("".join(words))) if len(words) > 1 else set()
    return {key for key in halves | together if len(key) > 1}


@lru_cache(maxsize=20_000)  # most words of a text stand in it many times
def keys_of_word(word: str) -> frozenset[str]:
    """Folded, without "’s" or an apostrophe at the end; whole, run together, and in its halves."""
    found = set()
    for plain in _plain(word):
        found |= {plain, SHORTENED.sub("", plain), re.sub(r"s'?$", "s", plain)}
        found.add(re.sub(r"^mc(?=\w{3})", "mac", plain))
    for each in tuple(found):
        found |= {re.sub(r"['-]", "", each), *each.split("-")}
    halves = INSIDE.split(word)
    if len(halves) > 1 and folded(halves[0]) not in BEGINNINGS:
        found |= {folded(each) for each in halves if len(each) >= SHORTEST}
    return frozenset(SHORTENED.sub("", each) for each in found) - {""}


def _plain(word: str) -> set[str]:
    low = unicodedata.normalize("NFC", word.casefold())
    forms = {low.translate(BARE), low.translate(LONG).translate(BARE)}
    return {re.sub(r"[‐‑-]\n?", "-", folded(each)) for each in forms}


def of_family(word: str) -> set[str]:
    """The Brightwaters, Toms book: with a capital and an s, the name without it."""
    plain = folded(word)
    is_one = word[0].isupper() and plain.endswith("s") and len(plain) > SHORTEST
    return {plain[:-1]} if is_one and plain not in NO_NAME else set()


def apart(text: str, words: list[re.Match], names: set[str]) -> Iterator[int]:
    """Places of words that only together are a name: O Neil, Mac Donald, Bright water."""
    for place, (one, two) in enumerate(zip(words, words[1:], strict=False)):
        between = text[one.end() : two.start()]
        if not one[0][0].isupper() or not re.fullmatch(r"[’']?[ \n]|-", between):
            continue
        first, second = folded(one[0]), folded(re.sub(r"[’']s$", "", two[0]))
        begins = first in BEGINNINGS and two[0][0].isupper()
        if not begins and min(len(first), len(second)) < SHORTEST:
            continue
        if first + second in names and first + second not in ORDINARY:
            yield from (place, place + 1)
