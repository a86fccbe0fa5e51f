"""Whatever is typed: the check answers, says the same twice, and does not take for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iep.wording import check_plan, check_text
from iep.wording.rules.base import ALL
from tests.iep.wording import sound

# Pieces that the rules look for, so that texts of them reach far into the patterns.
PIECES = ["Amina ", "Ben ", "May ", "to ", "and ", "will ", "improve ", "not ", "his ", "“", "”",
          "(", ")", "[", "{", "as well as ", "support ", "1:1 ", "10 ", "MUST ", "…", "\n", ". ",
          "than ", "her ", "peers ", "working memory ", "ab ", "\u0301", "’s ", "🙂",
          "ß"]  # fmt: skip
JOINED = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANY = st.one_of(st.text(max_size=300), JOINED)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, st.sampled_from(["", "she", "they", "other"]))
def test_it_never_raises_and_says_the_same_again(one, two, pronoun):
    texts = {name: (one, two)[n % 2] for n, name in enumerate(sound.ROW)}
    head = dict.fromkeys(ALL, two)
    facts = sound.plan(rows=[texts], head=head, pronoun=pronoun)
    assert check_plan(facts) == check_plan(facts)


@pytest.mark.parametrize(
    "piece", ["“", ")", "{", "A ", "AB ", "May ", "1:1 ", "to ", "and read ", "than her ", "word. "]
)
def test_a_very_long_text_ends(piece):
    """A pattern that tries everything in every order would not come back from these."""
    text = (piece * 10_000)[:10_000]
    for name in ("target", "resources"):
        check_text(name, text, sound.PLAN, 1)
