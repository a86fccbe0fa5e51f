import pytest
from django.core.exceptions import ValidationError

from sendcase import text

KEPT = ["O'Brien-Ščepanović", "عائشة", "李小龍", "Zoë 🦊", "D’Angelo", "नमस्ते", "👩‍👧"]


@pytest.mark.parametrize("name", KEPT)
def test_names_of_any_script_are_kept(name):
    assert text.clean_line(name) == name


def test_names_are_composed_and_trimmed():
    assert text.clean_line("  Zoe\u0308   Smith ") == "Zoë Smith"


@pytest.mark.parametrize(
    "hidden",
    ["A\x00nn", "A\u202enn", "A\u200bnn", "\u200dAnn", "A\nnn", "Ann" + "\u0301" * 8, "A\ud800"],
    ids=["nul", "direction", "zero width", "stray joiner", "line end", "accents", "surrogate"],
)
def test_hidden_characters_are_refused_with_a_sentence(hidden):
    with pytest.raises(ValidationError, match="hidden character"):
        text.clean_line(hidden)


def test_prose_keeps_its_lines():
    assert text.clean_prose("one\r\ntwo\rthree") == "one\ntwo\nthree"


def test_names_sort_without_accents_and_apostrophes():
    names = ["O’Neil", "Özil", "ONeill", "Adams", "oneil"]
    assert sorted(names, key=text.sort_key) == ["Adams", "O’Neil", "oneil", "ONeill", "Özil"]
