"""The word lists of words.toml, and patterns made of them."""

import re
import tomllib
from pathlib import Path

LISTS = tomllib.loads((Path(__file__).parents[1] / "words.toml").read_text(encoding="utf-8"))


def any_of(terms) -> re.Pattern:
    """One pattern for many terms, the longest first; a space also stands for a hyphen. As spelt."""
    ordered = sorted(terms, key=len, reverse=True)
    each = "|".join(re.escape(term).replace(r"\ ", "[ -]") for term in ordered)
    return re.compile(rf"(?<![\w-])(?:{each})(?![\w-])")
