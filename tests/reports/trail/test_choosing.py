"""The spread: what is there is drawn, and the same number draws the same."""

from hypothesis import given
from hypothesis import strategies as st

from reports.trail.choosing import Candidate, spread

CHILDREN = [
    Candidate(1, "SEN Support", "SLCN", "1"), Candidate(2, "SEN Support", "SLCN", "1"),
    Candidate(3, "SEN Support", "SLCN", "1"), Candidate(4, "SEN Support", "SLCN", "1"),
    Candidate(5, "EHC plan", "ASD", "6"), Candidate(6, "SEN Support", "SEMH", "3"),
    Candidate(7, "SEN Support", "SLCN", "1"), Candidate(8, "SEN Support", "HI", "2"),
]  # fmt: skip
candidates = st.lists(
    st.builds(Candidate, st.integers(1, 500), st.sampled_from("ab"), st.sampled_from("cde"),
              st.sampled_from("fghi")),
    unique_by=lambda each: each.pupil, max_size=60,
)  # fmt: skip


@given(seed=st.integers(0, 999_999))
def test_whatever_is_rare_is_drawn_before_more_of_the_same(seed):
    assert {5, 6, 8} <= set(spread(CHILDREN, seed, 4))


@given(found=candidates, seed=st.integers(0, 999_999))
def test_the_same_number_draws_the_same_in_whatever_order_they_come(found, seed):
    assert spread(found, seed) == spread(found[::-1], seed)


@given(found=candidates, seed=st.integers(0, 999_999))
def test_six_each_once_or_all(found, seed):
    drawn = spread(found, seed)
    assert len(drawn) == len(set(drawn)) == min(6, len(found))
    assert set(drawn) <= {each.pupil for each in found}


def test_another_number_draws_others():
    assert len({tuple(spread(CHILDREN, seed)) for seed in range(30)}) > 5
