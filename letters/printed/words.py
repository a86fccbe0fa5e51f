"""The fixed words of the paper: one file for each language in letters/printed/words/. Pure.

English has every key and stands in for the other languages, whole: a slip half in one language
would read worse. docs/senco/letters.md says how a speaker mends one.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from letters.languages import ENGLISH, Language, by_code
from letters.printed.direction import isolated

FOLDER = Path(__file__).parent / "words"
FIELD = re.compile(r"\{(\w+)\}")
ALSO = ("agree", "disagree", "talk")  # of the slip: what the office must read, in English too


@dataclass(frozen=True)
class Words:
    """The words of one language. language: English where the letter's own has no file."""

    language: Language
    texts: dict
    english: dict

    def said(self, key: str, **values: str) -> str:
        """With its fields filled; one that is not given stays as it is."""

        def filled(found: re.Match) -> str:
            value = values.get(found[1])
            return found[0] if value is None else isolated(value, self.language.rtl)

        return FIELD.sub(filled, self.texts[key])

    def also(self) -> dict[str, str]:
        """English beside a tick, empty in an English letter: somebody at school reads the slip."""
        if self.language is ENGLISH:
            return {}
        return {key: isolated(self.english[key], self.language.rtl) for key in ALSO}

    def with_days(self, text: str) -> str:
        """Every day in the text as this language writes it ("Tue 8 Dec 2026" before)."""
        if self.language is ENGLISH:
            return text
        return _day(self.english).sub(self._day, text)

    def _day(self, found: re.Match) -> str:
        weekday = self.english["weekdays"].index(found["weekday"])
        month = self.english["months"].index(found["month"])
        parts = {
            "weekday": self.texts["weekdays"][weekday], "day": found["day"],
            "month": self.texts["months"][month], "year": found["year"],
        }  # fmt: skip
        return FIELD.sub(lambda field: parts[field[1]], self.texts["date"])


@cache
def words_in(code: str) -> Words:
    """Of a letter in the language of this code ("ur")."""
    english, path = _read(ENGLISH.code), FOLDER / f"{code}.toml"
    if code == ENGLISH.code or code not in by_code or not path.exists():
        return Words(ENGLISH, english, english)
    return Words(by_code[code], english | _read(code), english)


def _read(code: str) -> dict:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))


@cache
def _pattern(weekdays: tuple[str, ...], months: tuple[str, ...]) -> re.Pattern:
    return re.compile(
        rf"\b(?P<weekday>{'|'.join(weekdays)}) (?P<day>\d{{1,2}}) "
        rf"(?P<month>{'|'.join(months)}) (?P<year>\d{{4}})\b"
    )


def _day(english: dict) -> re.Pattern:
    return _pattern(tuple(english["weekdays"]), tuple(english["months"]))
