"""What a plan of a sample may say of its child, to a governor who knows all of the children."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.disclosure import SMALL
from reports.sampler.shared import said

CHILD = st.tuples(
    st.sampled_from(["IEP", "Profile"]), st.sampled_from(["", "Years 3 to 6", "Years 7 to 9"]),
    st.sampled_from(["", "A", "B", "A, B"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CHILD, min_size=SMALL + 1, max_size=60))
def test_eight_children_stand_behind_every_line(children):
    told = said(children)
    assert min(Counter(told).values()) > SMALL
    for facts, words in zip(children, told, strict=True):
        assert all(word in ("", fact) for fact, word in zip(facts, words, strict=True))


def test_two_facts_that_many_have_are_not_said_together_of_one():
    children = [("IEP", "young", "A")] * 9 + [("IEP", "old", "B")] * 9 + [("IEP", "young", "B")]
    assert said(children)[-1] == ("IEP", "young", "")


def test_silence_does_not_point_at_the_one_who_differs():
    assert said([("IEP", "young", "")] * 20 + [("IEP", "old", "")])[0] == ("IEP", "", "")


def test_what_many_share_is_said():
    children = [("IEP", "young", "A")] * 8 + [("IEP", "young", "B")] * 8
    assert said(children) == children
