"""What may be said of a gain, and what may not."""

import random
from statistics import mean

import pytest

from provision.measures import words
from provision.measures.gains import FEWEST, Gain, gain, of_group, t95

YEAR = 365


def ages(*points, days=YEAR):
    return [Gain("age", each, days) for each in points]


def test_months_of_age_gained_in_a_month_of_time():
    assert gain("age", 840, 1020, 183).points == 18
    assert round(gain("age", 840, 1020, 183).a_month, 2) == 2.99


def test_two_tests_of_one_week_say_nothing_of_a_month():
    assert gain("age", 840, 850, 13).a_month is None
    assert words.a_month(gain("age", 840, 850, 13)) == "Too near to each other"


@pytest.mark.parametrize("children", range(FEWEST))
def test_of_fewer_than_five_nothing_is_claimed(children):
    group = of_group("age", ages(*range(30, 30 + children)))

    assert group.verdict == "too few"
    assert words.of_group(group)[2] == ""


def test_more_only_where_the_whole_interval_lies_above():
    sure = of_group("age", ages(24, 25, 26, 24, 25, 26))
    open_ = of_group("age", ages(2, 40, 12, 30, 1, 20))

    assert (sure.verdict, open_.verdict) == ("more", "open")
    assert of_group("age", ages(1, 2, 1, 2, 1, 2)).verdict == "less"


def test_standardised_scores_are_set_against_keeping_up():
    rising = [Gain("standardised", each, YEAR) for each in (6, 7, 8, 7, 6)]
    still = [Gain("standardised", each, YEAR) for each in (-3, 3, -2, 2, 0)]

    assert (of_group("standardised", rising).verdict, of_group("standardised", still).verdict) == (
        "more", "open"
    )  # fmt: skip


def test_marks_are_never_set_against_others():
    assert of_group("raw", [Gain("raw", 50 + n, YEAR) for n in range(9)]).verdict == "plain"


def test_the_interval_by_hand():
    """Gains of 1, 2, 3, 4, 5 in a month: mean 3, s = 1.5811, 2.776 × s ÷ √5 = 1.963."""
    month = 365.25 / 12
    group = of_group("age", [Gain("age", n * 12, 1) for n in ()] or [
        Gain("age", n * (365 / month), 365) for n in (1, 2, 3, 4, 5)
    ])  # fmt: skip

    assert round(group.a_month, 3) == 3
    assert round(group.high - group.a_month, 3) == 1.963


def test_above_thirty_the_normal_takes_over():
    assert (t95(4), t95(30), t95(31)) == (2.776, 2.042, 1.96)


def test_chance_alone_is_called_more_about_once_in_forty():
    """Over 2,000 groups of eight who only keep up, with a seed: a verdict errs as often as said."""
    chance = random.Random(20)
    said = [
        of_group("standardised", [
            Gain("standardised", chance.gauss(0, 7), YEAR) for _ in range(8)
        ]).verdict
        for _ in range(2000)
    ]  # fmt: skip

    assert 0.01 < mean(each == "more" for each in said) < 0.04
    assert 0.01 < mean(each == "less" for each in said) < 0.04


@pytest.mark.parametrize(
    ("number", "said"), [(1.44, "+1.4"), (-0.3, "−0.3"), (0.04, "0"), (-0.04, "0"), (2, "+2")]
)
def test_signs(number, said):
    assert words.signed(number) == said


def test_the_gain_in_words():
    assert words.gained(gain("age", 840, 930, 183)) == "+9 months in 6 months"
    assert words.gained(gain("standardised", 880, 890, 30)) == "+1 point in 1 month"
