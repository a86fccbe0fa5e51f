"""The plot alone, without a database: rates, days, and the same again."""

from collections import Counter
from datetime import date

import pytest

from demo import jobs, people
from demo.calendar import calendar
from demo.chapters import family_words
from demo.plot import ON_SUPPORT, OTHERS, TWO_AGREE, _plot, plot_of
from demo.schools import SCHOOLS
from pupils import upn
from reports.disclosure import SMALL

DAYS = [
    date(2026, 11, 25),
    date(2026, 9, 1),
    date(2027, 1, 4),
    date(2027, 2, 28),
    date(2027, 8, 12),
]
each_school = pytest.mark.parametrize("demo", SCHOOLS, ids=lambda demo: demo.slug)
each_day = pytest.mark.parametrize("today", DAYS, ids=str)


@each_school
def test_the_rates_are_the_nations(demo):
    children = plot_of(demo.slug, DAYS[0]).children
    codes = Counter(child.code for child in children)
    size = demo.size
    assert len(children) == size
    assert abs(codes["E"] + codes["K"] - size * demo.sen / 1000) <= 1
    assert abs(codes["E"] - size * demo.plans / 1000) <= 1
    for code, boys in people.BOYS.items():
        of_code = [child for child in children if child.code == code]
        # The awkward names bring their own sex: a few more or less.
        assert abs(sum(c.sex == "M" for c in of_code) - len(of_code) * boys / 1000) <= 6
        meals = len(of_code) * people.FREE_MEALS[code] / 1000
        assert abs(sum(c.fsm for c in of_code) - meals) <= 1
    needs = Counter(child.need for child in children if child.code == "K")
    assert abs(needs["SLCN"] - codes["K"] * 0.257) <= 1


@each_day
@each_school
@pytest.mark.parametrize("scale", [1, 50])
def test_every_day_is_a_school_day_on_which_the_child_was_there(demo, today, scale):
    plot, open_days = plot_of(demo.slug, today, scale), calendar(today)
    assert all(open_days.is_open(day) and day < today for day in plot.days)
    wanted = set(ON_SUPPORT + OTHERS) | (set(TWO_AGREE) if demo.slug == "mill-lane" else set())
    assert set(plot.roles) == wanted
    for life in plot.lives:
        for cycle in life.cycles:
            assert cycle.ago > 5 and cycle.ago < life.entry
            assert plot.day(cycle.ago) < cycle.due
        if life.cycles:
            assert plot.day(life.entry + 6) >= date(life.child.joined, 9, 1)
    for rows in (jobs.rows_of(demo.slug, today, scale),):
        assert rows[-1]["chapter"] is None and rows[0]["chapter"] == "roll"


@each_school
def test_the_same_seed_and_day_give_the_same_school(demo):
    first = jobs.rows_of(demo.slug, DAYS[0], 1), plot_of(demo.slug, DAYS[0]).lives
    _plot.cache_clear()
    assert (jobs.rows_of(demo.slug, DAYS[0], 1), plot_of(demo.slug, DAYS[0]).lives) == first


@each_school
def test_children_are_who_forms_trip_over(demo):
    children = plot_of(demo.slug, DAYS[0]).children
    names = Counter((child.first, child.last) for child in children)
    assert max(names.values()) == 2  # two of one name, and no third
    assert any(not child.last for child in children)
    twins = [child for child in children if child.last == "Holloway" and child.first[0] == "K"]
    kit, kat = [c for c in twins if c.first in ("Kit", "Kat")]
    assert (kit.born_on, kit.group) == (kat.born_on, kat.group)
    for child in children:
        assert upn.checked(child.upn).number == child.upn
    assert len({child.upn for child in children}) == len(children)
    age = demo.classes[children[0].group][2]
    assert date(2026 - age - 1, 9, 1) <= children[0].born_on <= date(2026 - age, 8, 31)


def test_enough_families_disagree_that_the_board_reads_a_figure():
    told = family_words.tell(plot_of("larkfield", DAYS[0]))
    assert sum("settled" in piece for piece in told) > SMALL
