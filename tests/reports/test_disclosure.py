"""The door: what a figure becomes on its way out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.disclosure import (
    HIDDEN,
    SYMBOL,
    Edition,
    Raw,
    Shown,
    Summed,
    Table,
    bounds,
    edition,
    protect,
    share,
    shown,
    summed,
)

AUTUMN, SPRING, SUMMER = date(2026, 12, 1), date(2027, 3, 10), date(2027, 7, 1)


def raw(*counts, key="stage", of="", adds=False) -> Raw:
    rows = tuple((f"row {place}", (count,)) for place, count in enumerate(counts))
    return Raw(key, "Stages", ("Children",), rows, of, adds)


def words(table) -> list[str]:
    return [str(figure) for _, figures in table.rows for figure in figures]


@pytest.mark.parametrize(("count", "said"), [
    (0, SYMBOL), (1, SYMBOL), (7, SYMBOL), (8, "10"), (12, "10"), (13, "15"), (17, "15"),
    (18, "20"), (412, "410"), (413, "415"),
])  # fmt: skip
def test_a_figure_is_the_symbol_or_the_nearest_5(count, said):
    assert str(shown(count)) == said


@given(st.integers(0, 3000))
def test_a_figure_says_no_more_than_its_bounds(count):
    low, high = bounds(shown(count))
    assert low <= count <= high
    assert {shown(each) for each in range(low, high + 1)} == {shown(count)}
    assert high - low >= 4


def test_a_share_is_of_what_is_said():
    assert share(shown(13), shown(58)) == 25  # 15 of 60, not 13 of 58
    assert share(shown(7), shown(58)) is None
    assert share(shown(8), shown(7)) is None
    assert share(shown(13), shown(12)) == 100


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_share_never_tells_apart_what_the_figures_do_not(part, whole):
    low, high = bounds(shown(part))
    assert share(shown(part), shown(whole)) == share(shown(low), shown(whole))
    assert share(shown(part), shown(whole)) == share(shown(high), shown(whole))


def test_a_whole_beside_its_parts_does_not_give_them_away():
    """Said as 30, 4 × 10 could be nothing but 4 × 8."""
    table = protect(raw(8, 8, 8, 8, 32, of="row 4", adds=True))
    assert words(table) == ["10", "10", "10", "10", "35"]
    assert words(protect(raw(12, 12, 12, 12, 48, of="row 4", adds=True)))[-1] == "45"
    assert words(protect(raw(8, 8, 8, 9, 33, of="row 4", adds=True)))[-1] == "35"


def test_a_whole_that_does_not_add_up_is_the_nearest_5():
    assert words(protect(raw(8, 8, 8, 8, 32, of="row 4")))[-1] == "30"


def test_a_whole_is_said_alike_in_every_table():
    tight = raw(8, 8, 8, 8, 32, key="one", of="row 4", adds=True)
    other = Raw("two", "t", ("Children",), (("row 4", (32,)), ("girls", (20,))), "row 4")
    tables = edition(AUTUMN, (other, tight), None, 0).tables
    assert words(tables[0])[0] == words(tables[1])[-1] == "35"


def test_two_tables_that_would_pin_the_whole_down_between_them_keep_the_parts_of_one():
    low = raw(8, 8, 8, 8, 32, key="one", of="row 4", adds=True)
    high = Raw("two", "t", ("Children",), (("a", (12,)), ("b", (7,)), ("c", (6,)), ("d", (7,)),
                                           ("row 4", (32,))), "row 4", adds=True)  # fmt: skip
    one, two = edition(AUTUMN, (low, high), None, 0).tables
    assert HIDDEN in words(two) and HIDDEN not in words(one)
    assert share(two.rows[0][1][0], two.rows[-1][1][0]) is None


def published(moved, then=(10, 30), now=(16, 30)) -> Edition:
    first = edition(AUTUMN, (raw(*then),), None, 0)
    return edition(SPRING, (raw(*now),), first, moved)


def test_few_moved_says_the_last_figures_again():
    again = published(4)
    assert again.is_repeated and again.counted_on == AUTUMN
    assert words(again.tables[0]) == ["10", "30"]


def test_five_moved_are_counted():
    new = published(5)
    assert not new.is_repeated and new.counted_on == SPRING
    assert words(new.tables[0]) == ["15", "30"]


def test_moves_add_up_since_the_last_that_was_counted():
    """Three and three: the second is compared with the first that counted, so all six count."""
    again = published(3)
    later = edition(SUMMER, (raw(16, 30),), again, 6)
    assert again.counted_on == AUTUMN and later.counted_on == SUMMER
    assert not later.is_repeated


def test_each_table_is_counted_only_where_five_moved_in_it():
    first = edition(AUTUMN, (raw(10, key="a"), raw(10, key="b")), None, 0)
    new = edition(SPRING, (raw(20, key="a"), raw(20, key="b")), first, {"a": 5, "b": 4})
    a, b = new.tables
    assert words(a) == ["20"] and words(b) == ["10"]
    assert new.day_of(a) == SPRING and new.day_of(b) == AUTUMN
    assert new.repeats(b) and not new.repeats(a) and not new.is_repeated
    later = edition(SUMMER, (raw(25, key="a"), raw(25, key="b")), new, {"a": 4, "b": 5})
    assert [later.day_of(table) for table in later.tables] == [SPRING, SUMMER]
    assert edition(SUMMER, (raw(25, key="a"), raw(25, key="b")), new, {}).is_repeated
    still = edition(SUMMER, (raw(25, key="a"), raw(25, key="b")), new, {"a": 5, "b": 4})
    assert [still.day_of(table) for table in still.tables] == [SUMMER, AUTUMN]


def test_a_table_nobody_named_is_not_counted_anew():
    first = edition(AUTUMN, (raw(10, key="a"),), None, 0)
    assert words(edition(SPRING, (raw(20, key="a"),), first, {}).tables[0]) == ["10"]


def test_a_trust_adds_up_what_its_schools_have_said():
    assert summed([Shown(10), Shown(25)]) == Summed(35, 0)
    assert str(summed([Shown(10), Shown(None)])) == "10, and 0–7 at 1 school"
    assert str(summed([Shown(None), Shown(None)])) == "0–7 at 2 schools"


def test_a_table_keeps_its_shape():
    table = protect(Raw("k", "T", ("A", "B"), (("x", (9, 3)), ("all", (21, 40))), "all"))
    assert table == Table(
        "k", "T", ("A", "B"),
        (("x", (Shown(10), Shown(None))), ("all", (Shown(20), Shown(40)))), "all",
    )  # fmt: skip
