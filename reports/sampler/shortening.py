"""Words taken out of a text, and whether one text is another without some. Pure."""

import re

WORD = re.compile(r"\[[^\]]*\]|\w+(?:[’'‐‑-]\w+)*")


def is_shortened(text: str, whole: str) -> bool:
    """The words of text stand in whole in their order; marks such as “[name]” are one word.

    Points and commas are free; any other sign must have stood there.
    """
    rest = iter(_words(whole))
    signs = set(re.sub(r"[\w\s.,;:…]", "", text))
    return signs <= set(whole) and all(word in rest for word in _words(text))


def _words(text: str) -> list[str]:
    """A capital may begin what was in the middle."""
    return [word.casefold() for word in WORD.findall(text)]


def taken_out(text: str, words: list[str]) -> str:
    """The text with “…” where these words stood."""
    for each in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", "…", text)
    return re.sub(r"…(?:[ .,;]*…)+", "…", text)
