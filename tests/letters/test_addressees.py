"""Whom a letter goes to: never somebody who must not have it, never the other home's address."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters import addressees
from letters.addressees import choose, is_over_compulsory_school_age, school_leaving_date

TODAY = date(2026, 11, 22)
CHILD = date(2018, 3, 14)
SIXTEEN = date(2009, 10, 1)


@dataclass(frozen=True)
class Person:
    name: str
    household: int = 1
    address: str = "12 Mill Lane\nWestbridge"
    postcode: str = "WB1 2AB"
    parental_responsibility: bool = True
    do_not_contact: bool = False
    do_not_contact_kind: str = ""
    ended_on: date | None = None


def homes(*contacts, born_on=CHILD, told=""):
    chosen = choose(born_on=born_on, parents_may_be_told=told, contacts=contacts, on=TODAY)
    return [[person.name for person in home.people] for home in chosen.households]


@pytest.mark.parametrize(
    ("born_on", "last_day"),
    [
        (date(2010, 9, 1), date(2027, 6, 25)),  # first day of a school year
        (date(2010, 8, 31), date(2026, 6, 26)),  # last day of the one before
        (date(2010, 6, 26), date(2026, 6, 26)),  # sixteen on the leaving date itself
        (date(2010, 7, 20), date(2026, 6, 26)),  # sixteen after it, before September
        (date(2008, 2, 29), date(2024, 6, 28)),
        (date(2007, 12, 31), date(2024, 6, 28)),
        (date(2006, 1, 1), date(2022, 6, 24)),
    ],
)
def test_school_age_ends_on_the_last_friday_in_june(born_on, last_day):
    assert school_leaving_date(born_on) == last_day
    assert not is_over_compulsory_school_age(born_on, last_day)
    assert is_over_compulsory_school_age(born_on, last_day.replace(day=last_day.day + 1))


@given(st.dates(date(1997, 9, 1), date(2040, 12, 31)))
def test_the_leaving_date_is_in_the_school_year_of_the_sixteenth_birthday(born_on):
    last_day = school_leaving_date(born_on)
    starts = date(last_day.year - 1, 9, 1)

    assert last_day.weekday() == 4 and last_day.month == 6 and last_day.day > 23
    assert (
        starts
        <= date(born_on.year + 16, born_on.month, min(born_on.day, 28))
        <= date(last_day.year, 8, 31)
    )


def test_two_parents_in_one_home_get_one_letter():
    assert homes(Person("Leila"), Person("Omar")) == [["Leila", "Omar"]]


def test_two_homes_get_a_letter_each():
    assert homes(Person("Leila"), Person("Omar", 2, "9 High Street")) == [["Leila"], ["Omar"]]


def test_two_addresses_are_two_homes_even_where_the_household_number_was_left_alone():
    assert homes(Person("Leila"), Person("Omar", 1, "9 High Street")) == [["Leila"], ["Omar"]]


def test_a_home_takes_the_address_of_whoever_has_one():
    chosen = choose(
        born_on=CHILD, parents_may_be_told="", on=TODAY,
        contacts=[Person("Leila", address=""), Person("Omar")],
    )  # fmt: skip
    [home] = chosen.households
    assert home.contact.name == "Leila"
    assert home.address == ("12 Mill Lane", "Westbridge", "WB1 2AB")


def test_an_ended_contact_and_one_without_responsibility_get_nothing():
    gone = Person("Omar", 2, "9 High Street", ended_on=date(2026, 11, 21))
    aunt = Person("Sara", 3, "1 Low Road", parental_responsibility=False)
    last_day = Person("Nour", 4, "4 Park View", ended_on=TODAY)

    assert homes(Person("Leila"), gone, aunt, last_day) == [["Leila"], ["Nour"]]


def test_a_flagged_contact_gets_nothing():
    barred = Person("Omar", 2, "9 High Street", do_not_contact=True)

    assert homes(Person("Leila"), barred) == [["Leila"]]


def test_a_flagged_contact_without_an_address_is_never_named():
    barred = Person("Omar", address="", postcode="", do_not_contact=True)

    assert homes(Person("Leila"), barred) == [["Leila"]]


@pytest.mark.parametrize("typed", ["12 Mill Lane\nWestbridge", "12, mill lane,\nWESTBRIDGE"])
def test_no_letter_goes_to_a_home_where_a_flagged_contact_lives(typed):
    barred = Person("Omar", 2, typed, do_not_contact=True)

    chosen = choose(
        born_on=CHILD, parents_may_be_told="", contacts=[Person("Leila"), barred], on=TODAY
    )
    assert chosen.households == []
    assert chosen.why_nobody == addressees.SHARED_HOME


@pytest.mark.parametrize(
    ("contacts", "why"),
    [
        ([], addressees.NOBODY),
        ([Person("Sara", parental_responsibility=False)], addressees.NOBODY),
        ([Person("Omar", do_not_contact=True)], addressees.FLAGGED),
    ],
)
def test_nobody_left_says_why(contacts, why):
    chosen = choose(born_on=CHILD, parents_may_be_told="", contacts=contacts, on=TODAY)

    assert not chosen.young_person
    assert chosen.why_nobody == why


@pytest.mark.parametrize(
    ("told", "young_person", "parents"),
    [("", True, []), ("agreed", True, [["Leila"]]), ("capacity", False, [["Leila"]])],
)
def test_over_school_age_the_young_person_is_written_to(told, young_person, parents):
    chosen = choose(born_on=SIXTEEN, parents_may_be_told=told, contacts=[Person("Leila")], on=TODAY)

    assert chosen.young_person is young_person
    assert [[p.name for p in home.people] for home in chosen.households] == parents


def test_a_young_person_without_any_contact_can_still_be_written_to():
    chosen = choose(born_on=SIXTEEN, parents_may_be_told="", contacts=[], on=TODAY)

    assert chosen.young_person
    assert chosen.why_nobody == ""
