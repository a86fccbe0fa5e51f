"""Sentences as SENCOs write them: what must be gone, or shown to the head; and what must stay."""

import re
import unicodedata
from pathlib import Path

import pytest

from reports.sampler.doubts import doubts
from reports.sampler.removing import cleaned
from sendcase.text import folded
from tests.reports.sampler.school import SECRETS

HERE = Path(__file__).resolve().parent / "corpus"


def lines_of(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


ATTACKS = [tuple(line.split(" => ")) for line in lines_of("attack.txt")]
HARMLESS = lines_of("harmless.txt")


def plain(text: str) -> str:
    """As a reader sees it: no letter that only looks different, none that is not seen."""
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return folded(unicodedata.normalize("NFKC", seen))


def stands(word: str, text: str) -> bool:
    """“~” before a word: also inside another one."""
    if word.startswith("~"):
        return plain(word[1:]) in plain(text)
    return re.search(rf"(?<!\w){re.escape(plain(word))}(?!\w)", plain(text)) is not None


def told(text: str, words: str) -> list[str]:
    """Of the words, those that a governor would read and no doubt points at."""
    left = cleaned(text, SECRETS)
    found = []
    for word in words.split("; "):
        may_stay = word.startswith("?")
        word = word.removeprefix("?")
        shown = may_stay and any(stands(word, doubt) for doubt in doubts(left))
        if stands(word, left) and not shown:
            found.append(word)
    return found


@pytest.mark.parametrize(("text", "words"), ATTACKS)
def test_what_tells_who_is_meant_is_gone_or_shown_to_the_head(text, words):
    assert told(text, words) == [], cleaned(text, SECRETS)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_names_nobody_stays_word_by_word(text):
    assert cleaned(text, SECRETS) == text


def test_a_harmless_sentence_is_seldom_doubted():
    """A head who is asked about every line looks at none."""
    asked = [text for text in HARMLESS if doubts(cleaned(text, SECRETS))]
    assert len(asked) * 20 <= len(HARMLESS), asked


@pytest.mark.parametrize("text", [text for text, _ in ATTACKS])
def test_what_is_cleaned_stays_as_it_is(text):
    once = cleaned(text, SECRETS)
    assert cleaned(once, SECRETS) == once
