"""Money, minutes and means on their way out; and what a reader has who subtracts them."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.amounts import RawAmounts, Unit, amount, may_be_counted, protect
from reports.disclosure import HIDDEN

PENCE, MINUTES, TENTHS = Unit.PENCE, Unit.MINUTES, Unit.TENTHS


def said(unit, parts) -> str:
    return str(amount(unit, parts))


def table(unit=PENCE, of="", **rows) -> RawAmounts:
    """Rows of (pupil number → part), or of parts, whose children are 0, 1, 2, …"""
    held = {words: each if isinstance(each, dict) else dict(enumerate(each))
            for words, each in rows.items()}  # fmt: skip
    return RawAmounts("t", "Table", unit, tuple(held.items()), of)


def words_of(raw) -> dict[str, str]:
    return {words: str(each) for words, each in protect(raw).rows}


def test_money_of_fewer_than_eight_children_is_not_shown():
    assert said(PENCE, [50_000] * 7) == HIDDEN
    assert said(PENCE, [50_000] * 7 + [0]) == HIDDEN
    assert said(PENCE, [50_000] * 8) == "£4,000"
    assert said(PENCE, [50_600] * 8) == "£4,000"  # £4,048
    assert said(PENCE, [50_700] * 8) == "£4,100"  # £4,056


def test_money_of_which_one_child_is_the_greater_part_is_not_shown_and_not_why():
    much = amount(PENCE, [10_000] * 8 + [80_100])
    assert much == amount(PENCE, [10_000] * 3) and str(much.children) == HIDDEN
    assert said(PENCE, [10_000] * 8 + [80_000]) == "£1,600"


def test_minutes_are_said_in_five_hours():
    assert said(MINUTES, [60] * 8) == "10 hours"
    assert said(MINUTES, [600] * 200) == "2,000 hours"
    assert said(MINUTES, [600] * 7) == HIDDEN


def test_a_mean_is_of_eight_children_and_to_the_half():
    assert said(TENTHS, [12] * 8) == "1.0"
    assert said(TENTHS, [13] * 8) == "1.5"
    assert said(TENTHS, [-13] * 8) == "−1.5"
    assert said(TENTHS, [13] * 7) == HIDDEN


def test_a_mean_that_is_one_child_s_in_the_main_is_not_said():
    """Seven were answered on the day; whoever knows that would know how long the eighth waited."""
    assert said(TENTHS, [0] * 7 + [400]) == HIDDEN
    assert said(TENTHS, [10] * 7 + [-400]) == HIDDEN
    assert said(TENTHS, [0] * 8) != HIDDEN
    assert said(TENTHS, [10] * 8 + [80]) != HIDDEN


def test_a_table_of_amounts_says_over_how_many():
    [(_, found)] = protect(table(help=(50_000,) * 9)).rows
    assert str(found) == "£4,500" and str(found.children) == "10"


def test_the_whole_less_what_is_said_is_never_the_amount_of_a_few():
    """Three children were away; 300 hours less the 250 that took place would be theirs."""
    away = {20: 900, 21: 900, 22: 1200}
    given_, other = dict.fromkeys(range(30), 500), dict.fromkeys(range(5, 17), 60)
    promised = {child: given_.get(child, 0) + away.get(child, 0) + other.get(child, 0)
                for child in range(30)}  # fmt: skip
    raw = table(MINUTES, "promised", promised=promised, given=given_, away=away, other=other)
    assert words_of(raw) == {"promised": "310 hours", "given": "250 hours", "away": HIDDEN,
                             "other": HIDDEN}  # fmt: skip
    nobody_away = table(MINUTES, "promised", promised=given_, given=given_, away={}, other={})
    assert words_of(nobody_away)["given"] == "250 hours"


seeds = st.integers(0, 10_000)


def some(dice) -> dict[int, int]:
    """What falls to up to 25 children; now and then one has much."""
    return {
        child: dice.choice((10, 60, 400, 3000))
        for child in dice.sample(range(25), dice.randrange(26))
    }


@given(seeds)
def test_what_a_whole_leaves_unsaid_may_leave_by_itself(seed):
    dice = random.Random(seed)
    rows = {f"r{place}": some(dice) for place in range(dice.randrange(2, 7))}
    whole = Counter()
    for each in rows.values():
        whole.update(each)
    found = protect(table(MINUTES, "all", all=dict(whole), **rows))
    unsaid = [words for words, each in found.rows if each.value is None]
    rest = Counter()
    for words in set(unsaid) - {"all"}:
        rest.update(rows[words])
    assert "all" in unsaid or not rest or amount(MINUTES, rest.values()).value is not None


# Two terms, one less the other

SAME = (6000,) * 20


@pytest.mark.parametrize(("now", "may"), [
    (SAME, True),  # to the penny what it was
    ((6000,) * 19 + (60_000,), False),  # one child alone: £500 more for them
    ((6000,) * 16 + (7000,) * 4, False),
    ((6000,) * 15 + (7000,) * 5, True),
    ((6000,) * 15 + (6100,) * 4 + (60_000,), False),  # four pennies hide no pounds
    ((6000,) * 21, False),  # one joined
    ((7000,) * 21, False),  # one joined, among twenty whose amount changed
    ((6000,) * 25, True),
    ((7000,) * 4, True),  # 16 left
])  # fmt: skip
def test_newer_amounts_stand_beside_the_last_where_five_moved_and_no_one_mainly(now, may):
    assert may_be_counted(table(help=now), table(help=SAME).kept()) is may


def test_rows_that_nobody_can_read_hold_nothing_back():
    before = table(a=(50,) * 10, b=(30,) * 5).kept()
    assert may_be_counted(table(a=(60,) * 10, b=(30,) * 4), before)
    assert not may_be_counted(table(a=(60,) * 10, b=(30,) * 8), before)  # three came, and it shows


@given(seeds)
def test_one_childs_amount_never_shows_in_two_terms(seed):
    """Whatever falls to the one who moved: the second edition reads the same."""
    dice = random.Random(seed)
    others, child = some(dice), dice.randrange(26)
    after = {key: each for key, each in others.items() if key != child}
    if dice.random() < 0.8:
        after[child] = dice.choice((10, 400, 3000, 90_000))
    before, now = table(help=others), table(help=after)
    second = now if may_be_counted(now, before.kept()) else before
    assert protect(second) == protect(before)
