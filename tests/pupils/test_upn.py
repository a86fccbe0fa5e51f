"""The UPN check, with every vector of our notes on the data codes (domain §3b)."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pupils.upn import checked, is_temporary

VALID = ["B801200005001", "R674123101121", "V855400526001", "Z85521232600A", "P207000016049"]
INVALID = {
    "Q207000016049": "should be P",
    "A801200005001": "should be B",
    "X80120000A001": "a letter and 12 figures",
    "B80120000500": "13 characters; this one has 12",
    "B8012000050011": "13 characters",
    "B80120000500I": "a letter and 12 figures",
    "B80120000500\u0661": "a letter and 12 figures",
    "1801200005001": "should be B",
    "": "13 characters; this one has 0",
}


@pytest.mark.parametrize("number", VALID)
def test_a_right_check_letter_passes(number):
    assert checked(number).number == number


@pytest.mark.parametrize("number", INVALID)
def test_a_wrong_number_says_what_is_wrong(number):
    with pytest.raises(ValidationError, match=INVALID[number]):
        checked(number)


def test_a_temporary_number_is_accepted_and_marked():
    assert checked("Z85521232600A").is_temporary
    assert is_temporary("Z85521232600A")
    assert not checked("V855400526001").is_temporary
    assert not is_temporary("")


@pytest.mark.parametrize("number", ["R674123101121", "E000200005001"])
def test_an_authority_we_do_not_know_is_only_a_warning(number):
    assert number[1:4] in checked(number).warning


def test_an_unknown_authority_does_not_hide_a_wrong_letter():
    with pytest.raises(ValidationError, match="should be R"):
        checked("B674123101121")


def test_a_known_authority_has_no_warning():
    assert checked("V855400526001").warning == ""


def test_spaces_and_small_letters_are_put_right():
    assert checked(" v855 4005 26001 ").number == "V855400526001"


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text):
    try:
        assert len(checked(text).number) == 13
    except ValidationError as refused:
        assert refused.messages
