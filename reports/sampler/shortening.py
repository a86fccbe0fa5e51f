"""Whether one text is another with words taken out, and nothing else. Pure."""

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
