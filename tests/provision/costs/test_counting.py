"""Pence: rounding, sharing, adding up."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provision.costs.counting import (
    Fee,
    Given,
    Rate,
    add_up,
    cost_of,
    in_pounds,
    of_time,
    part_of_days,
    rate_on,
    shares,
)

DAY = date(2026, 11, 2)
RATE = Rate(date(2026, 4, 1), 1450, 2500)


@pytest.mark.parametrize(
    ("minutes", "pence"),
    [(60, 1813), (20, 604), (30, 906), (1, 30)],  # £18.125 an hour with on-costs, half up
)
def test_time_costs_to_the_nearest_penny(minutes, pence):
    assert of_time(RATE, minutes) == pence


def test_a_spare_penny_goes_to_the_largest_remainder_then_to_the_first():
    assert shares(100, [(7, 20), (8, 20), (9, 20)]) == {7: 34, 8: 33, 9: 33}
    assert shares(10, [(7, 1), (8, 2)]) == {7: 3, 8: 7}
    assert shares(10, [(7, 0)]) == {}


def test_the_newest_rate_that_holds_is_the_one():
    rates = [RATE, Rate(date(2026, 9, 1), 1500), Rate(date(2027, 4, 1), 1600)]

    assert rate_on(rates, DAY).pence == 1500
    assert rate_on(rates, date(2026, 3, 31)) is None


def test_fees_hold_from_a_day_until_a_day():
    fees = (Fee(3000, "session", DAY, DAY), Fee(6000, "hour", date(2026, 1, 1)))
    session = Given(1, DAY, 20, (), ((5, 20),), fees)

    assert cost_of(session) == 3000 + 2000
    assert cost_of(Given(1, DAY + timedelta(days=1), 20, (), ((5, 20),), fees)) == 2000


def test_an_adult_without_a_rate_is_counted_and_said():
    found = add_up([Given(1, DAY, 20, (None, RATE), ((5, 20),))])

    assert (found.total, found.without_rate) == (604, 20)


@pytest.mark.parametrize(
    ("pence", "words"), [(120050, "£1,200.50"), (5, "£0.05"), (-5, "−£0.05"), (0, "£0.00")]
)
def test_pounds_in_words(pence, words):
    assert in_pounds(pence) == words


sessions = st.lists(
    st.builds(
        Given,
        st.integers(1, 4), st.just(DAY), st.integers(1, 90),
        st.lists(st.sampled_from([RATE, Rate(DAY, 1999, 3333)]), max_size=3).map(tuple),
        st.dictionaries(st.integers(1, 12), st.integers(0, 90), max_size=8).map(
            lambda had: tuple(had.items())
        ),
        st.lists(st.builds(Fee, st.integers(1, 9999), st.sampled_from(["session", "hour"]),
                           st.just(DAY)), max_size=2).map(tuple),
    ),
    max_size=30,
)  # fmt: skip


# A busy machine draws them slowly; that says nothing of the sums.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(sessions)
def test_pupils_interventions_and_school_agree_to_the_penny(history):
    found = add_up(history)

    by_hand = sum(cost_of(each) for each in history)
    assert found.total == by_hand == sum(found.by_intervention.values())
    assert sum(found.by_pupil.values()) + found.unshared == found.total
    assert sum(found.by_both.values()) == sum(found.by_pupil.values())
    nobody = sum(cost_of(each) for each in history if not any(m for _, m in each.minutes_of))
    assert found.unshared == nobody


@given(st.integers(0, 10**7), st.dictionaries(st.integers(1, 99), st.integers(1, 500), min_size=1))
def test_shares_are_within_a_penny_of_fair(pence, weights):
    parts = shares(pence, weights.items())

    whole = sum(weights.values())
    assert sum(parts.values()) == pence
    assert all(abs(parts[key] * whole - pence * weights[key]) < whole for key in weights)


@given(st.integers(1, 10**8), st.integers(1, 400), st.lists(st.integers(0, 400), max_size=5))
def test_parts_of_an_amount_add_up_whatever_the_periods(pence, length, cuts):
    last = DAY + timedelta(days=length - 1)
    edges = [DAY, *(DAY + timedelta(days=cut) for cut in sorted({c for c in cuts if c < length})),
             last + timedelta(days=1)]  # fmt: skip

    parts = [
        part_of_days(pence, DAY, last, start, end - timedelta(days=1))
        for start, end in zip(edges, edges[1:], strict=False)
        if start < end
    ]
    assert sum(parts) == pence
