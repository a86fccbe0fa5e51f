"""The fixed words of the paper: every language whole, days written as it writes them."""

import pytest

from letters.printed.direction import END, FIRST_STRONG, isolated
from letters.printed.words import FIELD, FOLDER, words_in
from letters.replies.words import offered

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def test_the_paper_speaks_what_the_page_speaks():
    assert sorted(language.code for language in offered()) == LANGUAGES
    assert len(LANGUAGES) == 14


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_phrase_with_its_fields(code):
    english, words = words_in("en"), words_in(code)

    assert words.language.code == code
    assert set(words.texts) == set(english.texts)
    assert len(words.texts["weekdays"]) == 7 and len(words.texts["months"]) == 12
    for key, text in english.texts.items():
        if isinstance(text, str):
            assert set(FIELD.findall(words.texts[key])) == set(FIELD.findall(text)), key
            assert code == "en" or words.texts[key] != text or key in SAME, key


SAME = {"date"}  # of which some languages have the parts in our order


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "by Tue 8 Dec 2026 or Fri 15 Jan 2027."),
        ("pl", "by wtorek, 8 grudnia 2026 or piątek, 15 stycznia 2027."),
        ("tr", "by 8 Aralık 2026 Salı or 15 Ocak 2027 Cuma."),
        ("ur", "by منگل، 8 دسمبر 2026 or جمعہ، 15 جنوری 2027."),
        ("hi", "by Tue 8 Dec 2026 or Fri 15 Jan 2027."),  # no words: English
    ],
)
def test_days_are_written_as_the_language_writes_them(code, said):
    assert words_in(code).with_days("by Tue 8 Dec 2026 or Fri 15 Jan 2027.") == said


def test_what_only_looks_like_a_day_is_left():
    text = "Mr Fri 15 Jan, Sat 8 Decem 2026, Sunday 3 May 2026"
    assert words_in("pl").with_days(text) == text


def test_a_value_is_never_read_as_a_field():
    assert words_in("en").said("dear", name="{day}") == "Dear {day}"


@pytest.mark.parametrize(
    ("value", "rtl", "is_isolated"),
    [
        ("Ms R. Osei.", True, True),
        ("Ms R. Osei.", False, False),
        ("الهاشمي", False, True),
        ("الهاشمي", True, True),
        ("", True, False),
    ],
)
def test_a_name_keeps_its_own_direction_where_something_could_turn(value, rtl, is_isolated):
    expected = f"{FIRST_STRONG}{value}{END}" if is_isolated else value
    assert isolated(value, rtl) == expected
