"""Figures of England beside a school: of schools like it where there are, and each reachable."""

import pytest

from reports.figures import national
from reports.figures.day import tables_of
from reports.figures.national import FIGURES, Schools
from reports.figures.phases import of_years, phases_of
from tests.factories.pupils import PupilFactory

NURSERY, PRIMARY, SECONDARY = Schools.NURSERY, Schools.PRIMARY, Schools.SECONDARY


@pytest.mark.parametrize("years, phases", [
    ({"R": 30, "6": 30}, [PRIMARY]), ({"N2": 20, "1": 30}, [PRIMARY]), ({"N1": 20}, [NURSERY]),
    ({"7": 150, "13": 20}, [SECONDARY]), ({"R": 30, "11": 30}, [PRIMARY, SECONDARY]),
    ({"5": 60, "8": 60}, [PRIMARY, SECONDARY]), ({"1": 30, "7": 1}, [PRIMARY]),
    ({"1": 4, "2": 4}, [PRIMARY]), ({"1": 7}, []), ({"X": 90, "M": 90}, []), ({}, []),
])  # fmt: skip
def test_a_phase_is_told_by_the_years_that_more_than_a_few_are_in(years, phases):
    assert of_years(years) == phases


@pytest.mark.django_db
def test_a_special_school_is_held_against_no_phase(school, django_assert_num_queries):
    PupilFactory.create_batch(9, school=school, year="4")
    PupilFactory.create_batch(9, school=school, year="8", left_on="2026-01-01")
    with django_assert_num_queries(1):
        assert phases_of(school) == [PRIMARY]
    school.kind = "special"
    assert phases_of(school) == []


def together(*phases) -> list[tuple[str, str]]:
    found = national.beside(phases)
    return [(each.schools.value, each.words) for each in found
            if each.row == "Children with support"]  # fmt: skip


def test_each_phase_has_its_own_figure_where_one_was_read():
    assert together(PRIMARY) == [("Primary schools", "19.4 %")]
    assert together(PRIMARY, SECONDARY) == [
        ("Primary schools", "19.4 %"), ("Secondary schools", "17.6 %"),
    ]  # fmt: skip
    assert together() == []
    support = next(each for each in national.beside([PRIMARY]) if each.row == "SEN support")
    assert (support.schools, support.words) == (Schools.ALL, "14.8 %")


def test_every_figure_can_be_shown():
    """At some school; and each stands beside a row and a column that the report has."""
    shown = {each for phases in ([], [NURSERY], [PRIMARY], [SECONDARY])
             for each in national.beside(phases)}  # fmt: skip
    assert shown == set(FIGURES)
    tables = {sheet.key: sheet for sheet in tables_of({}, None, {}, {})}
    for each in FIGURES:
        sheet = tables[each.table]
        assert each.column in sheet.columns and each.of == sheet.of
        assert each.row in sheet.rows or each.row in {name for name, _ in sheet.sums}
