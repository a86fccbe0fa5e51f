"""When two addresses, however they are typed, are one home. Pure.

Asked in two ways, because a mistake costs differently. People share a letter only where they
surely live together (`surely`). Where somebody lives who must not be written to, no letter goes
even if it only may be the same home (`maybe`): a person looks, and puts the address right.
"""

import re
from dataclasses import dataclass

from sendcase.text import folded

# Only compared, never shown: “St” is a street or a saint, so both are one word here.
SHORT = {
    "apt": "flat", "apartment": "flat", "ave": "avenue", "av": "avenue", "cl": "close",
    "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens", "ln": "lane",
    "pl": "place", "rd": "road", "saint": "street", "sq": "square", "st": "street",
    "ter": "terrace",
}  # fmt: skip
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")


@dataclass(frozen=True)
class Home:
    """words: of the address, small and without its postcode; postcode: small, "" if not given."""

    words: tuple[str, ...]
    postcode: str


def home_of(contact) -> Home | None:
    """None where no address is on file: a postcode alone is none."""
    if not contact.address.strip():
        return None
    return _home(contact.address, contact.postcode)


def key_of(lines) -> tuple[str, str]:
    """Equal for two envelopes to exactly one address, however it is typed."""
    home = _home("\n".join(lines), "")
    return _run_on(home.words), home.postcode


def _home(address: str, given: str) -> Home:
    text = folded(address).replace("'", "")
    inside = list(POSTCODE.finditer(text))
    postcode = "".join(re.findall(r"[^\W_]+", folded(given)))
    if inside and (not postcode or "".join(inside[-1].groups()) == postcode):
        postcode = "".join(inside[-1].groups())
        text = text[: inside[-1].start()] + text[inside[-1].end() :]
    words = tuple(SHORT.get(word, word) for word in re.findall(r"[^\W_]+", text))
    return Home(words, postcode)


def surely(one: Home, other: Home) -> bool:
    """The same words, and no postcode that says otherwise."""
    return _run_on(one.words) == _run_on(other.words) and (
        one.postcode == other.postcode or not (one.postcode and other.postcode)
    )


def maybe(one: Home, other: Home) -> bool:
    """Also where one says less than the other, in another order, or with a postcode mistyped."""
    if _run_on(one.words) == _run_on(other.words):
        return True
    less, more = sorted((set(one.words), set(other.words)), key=len)
    if not less <= more:
        return False
    if one.postcode and other.postcode:
        return one.postcode == other.postcode
    return any(word[0].isdigit() for word in less)  # a town alone is no home


def _run_on(words) -> str:
    """ "12 a mill lane" and "12a mill lane" are one; "1 2 mill lane" and "12 mill lane" are not."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))
