"""The words of the pages and mails that a family sees without an account, in each language.

One file for each language in letters/replies/words/; English has every key, and stands in where a
language has none. docs/senco/letters.md says how a speaker mends one.
"""

import tomllib
from functools import cache
from pathlib import Path

from letters.languages import ENGLISH, LANGUAGES, Language, by_code

FOLDER = Path(__file__).parent / "words"


@cache
def offered() -> list[Language]:
    """Those with a file, English first."""
    return [language for language in LANGUAGES if (FOLDER / f"{language.code}.toml").exists()]


@cache
def words(code: str) -> dict[str, str]:
    """All words by their key; English for a language without a file."""
    english = _read(ENGLISH.code)
    return english | _read(code) if code != ENGLISH.code else english


def language(code: str) -> Language:
    """The one of this code ("pl", "pt-BR"), or English where we do not offer it."""
    found = by_code.get(code.lower().partition("-")[0])
    return found if found in offered() else ENGLISH


def _read(code: str) -> dict[str, str]:
    path = FOLDER / f"{language(code).code}.toml"
    return tomllib.loads(path.read_text("utf-8"))
